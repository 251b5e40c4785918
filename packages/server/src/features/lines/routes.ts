import { liftPause, matchLine as matchLineRoute, putBackLine, readLines, type LinesView } from '@onhook/contract';
import { unexplainedPauses, type FloorState } from '@onhook/core/floor';
import { asId, type CentreId, type LineId, type PersonId, type QueueName } from '@onhook/core/ids';
import type { Clock, PhoneSystem } from '@onhook/phones/port';
import type { CentreRuntime } from '../../centre/runtime.ts';
import { lateEndings } from '../../centre/pause-watch.ts';
import { allLines, matchLine, unreportedLines } from '../../centre/queries/lines.ts';
import { ofCentre, probeSouth } from '../../platform/access/index.ts';
import { routesOf } from '../../platform/http/route.ts';
import { allPeople, changePeople, findPerson } from '../../platform/organisation/index.ts';
import { Refused } from '../../platform/result.ts';
import type { Store } from '../../platform/store/index.ts';

export interface LinesDeps {
  readonly centre: CentreId;
  readonly clock: Clock;
  readonly runtime: Pick<CentreRuntime, 'floor' | 'submit'>;
  readonly peopleChanged: () => Promise<void>;
  readonly phones: readonly PhoneSystem[];
  readonly store: Store;
}

const { route, auditedRoute } = routesOf<LinesDeps>();

const feedsView = (phones: readonly PhoneSystem[]): LinesView['feeds'] =>
  phones.map((phone) => {
    const state = phone.state();
    return { source: phone.source, state: state.kind, since: state.since, lastError: state.kind === 'up' ? null : state.lastError };
  });

const pausesView = ({ floor }: Pick<CentreRuntime, 'floor'>, now: number): LinesView['pauses'] => {
  const nameOf = (line: LineId): string => floor.tracker.lines.get(line)?.name ?? line;
  return [
    ...unexplainedPauses(floor).map(({ line, queue, reason, since }) => ({ kind: 'unexplained' as const, line, name: nameOf(line), queue, reason, since: Math.round(since) })),
    ...lateEndings(floor, now).map(({ line, since }) => ({ kind: 'late' as const, line, name: nameOf(line), queue: null, reason: '', since: Math.round(since) })),
  ];
};

/** True when the phone system reports a pause on the line that Onhook set. */
const isPausedByUs = (floor: FloorState, line: LineId): boolean => [...(floor.tracker.lines.get(line)?.memberships.values() ?? [])].some(({ own }) => own?.isOn === true);

const about = 'the lines, and the agent of each';

export const linesRoutes = [
  route({
    contract: readLines,
    access: { about, allow: { admin: ['centre'] } },
    resource: ofCentre('lines'),
    handler: async (_lines, { deps: { centre, clock, phones, runtime, store } }) => {
      const lines = await allLines(store.db, centre);
      const people = (await allPeople(store.db, centre)).filter(({ active, roles }) => active && roles.includes('agent'));
      const names = new Map(people.map(({ person, name }) => [person, name]));
      const peopleWithLine = new Set(lines.map((line) => line.person));
      return {
        serverNow: clock.now(),
        feeds: feedsView(phones),
        pauses: pausesView(runtime, clock.now()),
        unmatched: lines
          .filter((line) => line.person === null)
          .map((line) => ({ line: line.line, name: line.name, firstSeenAt: line.first_seen_at, lastSeenAt: line.last_seen_at })),
        matched: lines.flatMap((line) =>
          line.person === null
            ? []
            : [{ line: line.line, name: line.name, person: line.person, personName: names.get(line.person) ?? line.person, reported: line.reported || unreportedLines(lines, [line.line]).length === 0, pausedByUs: isPausedByUs(runtime.floor, line.line) }],
        ),
        peopleWithoutLine: people.filter(({ person }) => !peopleWithLine.has(person)).map(({ person, name }) => ({ person, name })),
      };
    },
  }),
  auditedRoute({
    contract: liftPause,
    access: { about, allow: { admin: ['centre'] }, audit: 'line-released' },
    resource: ofCentre('lines'),
    handler: async (_lines, { actor, body, audit, deps: { runtime, store } }) => {
      const line = asId<LineId>(body.line);
      const queue = asId<QueueName>(body.queue);
      const agent = runtime.floor.people.get(line);
      const recorded = await store.db.transaction().execute((trx) => audit(agent === undefined ? [] : [agent], trx));
      const { kind } = await runtime.submit(actor.person, { kind: 'pause-lifted', line, queue });
      if (kind !== 'done') throw new Refused('no-longer-possible', 'no such pause is on this line any more');
      return { recorded, reply: {} };
    },
  }),
  auditedRoute({
    contract: putBackLine,
    access: { about, allow: { admin: ['centre'] }, audit: 'line-released' },
    resource: ofCentre('lines'),
    probes: probeSouth({ body: { person: 'only-south' } }),
    handler: async (_lines, { body, audit, deps: { runtime, store } }) => {
      const person = asId<PersonId>(body.person);
      const recorded = await store.db.transaction().execute((trx) => audit([person], trx));
      const { kind } = await runtime.submit(person, { kind: 'released' });
      if (kind !== 'done') throw new Refused('no-longer-possible', 'no line of this person is paused by Onhook');
      return { recorded, reply: {} };
    },
  }),
  auditedRoute({
    contract: matchLineRoute,
    access: { about, allow: { admin: ['centre'] }, audit: 'line-matched' },
    resource: ofCentre('lines'),
    probes: probeSouth({ body: { person: 'only-south' } }),
    handler: async (_lines, { body, audit, deps: { centre, runtime, peopleChanged, store } }) => {
      const person = body.person === null ? null : asId<PersonId>(body.person);
      if (person !== null && !(await findPerson(store.db, centre, person))) throw new Refused('not-found', 'no such person');
      const line = asId<LineId>(body.line);
      const agent = runtime.floor.people.get(line);
      if (agent !== undefined && agent !== person && runtime.floor.recoveries.has(agent)) {
        throw new Refused('no-longer-possible', 'this line is paused for its agent; try again when it is back');
      }
      const recorded = await changePeople(store.db, centre, async (trx) => {
        const previous = (await allLines(trx, centre)).find((row) => row.line === line)?.person ?? null;
        if (!(await matchLine(trx, centre, line, person))) throw new Refused('not-found', 'no such line');
        return audit([previous, person].filter((id) => id !== null), trx);
      });
      await peopleChanged();
      return { recorded, reply: {} };
    },
  }),
] as const;
