import { matchLine as matchLineRoute, readLines, type LinesView } from '@onhook/contract';
import { asId, type LineId, type PersonId } from '@onhook/core/ids';
import type { AppContext } from '../../context.ts';
import { type Doors, Refused, serve, serveOnRecord } from '../../platform/http/serve.ts';
import { administration, whoseLineItIs } from '../../platform/access/index.ts';
import { allLines, matchLine } from '../../centre/queries/lines.ts';
import { allPeople, changePeople, findPerson } from '../../platform/organisation/index.ts';

const feedsView = (context: AppContext): LinesView['feeds'] =>
  context.phones.map((phone) => {
    const state = phone.state();
    return { source: phone.source, state: state.kind, since: state.since, lastError: state.kind === 'up' ? null : state.lastError };
  });

export const linesApi = (doors: Doors, context: AppContext): void => {
  const { store, clock, config } = context;
  const { centre } = config.centre;
  serve(doors, context, readLines, administration, async () => {
    const lines = await allLines(store.db, centre);
    const people = (await allPeople(store.db, centre)).filter((p) => p.active && p.roles.includes('agent'));
    const names = new Map(people.map((p) => [p.person, p.name]));
    const taken = new Set(lines.map((line) => line.person));
    return {
      serverNow: clock.now(),
      feeds: feedsView(context),
      unmatched: lines
        .filter((line) => line.person === null)
        .map((line) => ({ line: line.line, name: line.name, firstSeenAt: line.first_seen_at, lastSeenAt: line.last_seen_at })),
      matched: lines.flatMap((line) =>
        line.person === null
          ? []
          : [{ line: line.line, name: line.name, person: line.person, personName: names.get(line.person) ?? line.person }],
      ),
      peopleWithoutLine: people.filter((p) => !taken.has(p.person)).map((p) => ({ person: p.person, name: p.name })),
    };
  });
  serveOnRecord(doors, context, matchLineRoute, whoseLineItIs, async (_admin, { body, onRecord }) => {
    const person = body.person === null ? null : asId<PersonId>(body.person);
    if (person !== null && !(await findPerson(store.db, centre, person))) throw new Refused('not-found', 'no such person');
    const line = asId<LineId>(body.line);
    const owner = context.runtime.floor.people.get(line);
    if (owner !== undefined && owner !== person && context.runtime.floor.recoveries.has(owner)) {
      throw new Refused('no-longer-possible', 'this line is held for its agent just now; try again when it is back');
    }
    const recorded = await changePeople(store.db, centre, async (trx) => {
      const before = (await allLines(trx, centre)).find((known) => known.line === line)?.person ?? null;
      if (!(await matchLine(trx, centre, line, person))) throw new Refused('not-found', 'no such line');
      return onRecord([before, person].filter((one) => one !== null), trx);
    });
    await context.peopleChanged();
    return { recorded, reply: {} };
  });
};
