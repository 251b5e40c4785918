import { Readable } from 'node:stream';
import * as contract from '@onhook/contract';
import { linesOf } from '../../centre/queries/lines.ts';
import { actorsOwn, type RoleAccess } from '../../platform/access/index.ts';
import type { Config } from '../../platform/config/index.ts';
import { routesOf } from '../../platform/http/route.ts';
import { allTeams, findPerson } from '../../platform/organisation/index.ts';
import { Refused, valueOf } from '../../platform/result.ts';
import { erase, type ErasureDeps } from './erase.ts';
import { countHeld, exportData, type DataSources } from './read.ts';
import { totalsOf } from './totals.ts';
import { toMyDataView } from './views.ts';

export interface MyDataDeps extends ErasureDeps {
  readonly config: Pick<Config, 'keepDays' | 'logDays'>;
  readonly sources: DataSources;
}

const { route, auditedRoute } = routesOf<MyDataDeps>();

/** The data about a signed-in person. Refused in a framed panel. */
const ownData = actorsOwn('own-data');
const ownAccess = (about: string): RoleAccess => ({ about, allow: { everyone: ['own'] }, framed: 'refused' });

export const myDataRoutes = [
  route({
    contract: contract.readMyData,
    access: ownAccess('the data held about the person, counted'),
    resource: ownData,
    handler: async ({ resource: me }, { deps }) => {
      const { centre, clock, config, store } = deps;
      const person = await findPerson(store.db, centre, me);
      if (!person) throw new Refused('not-signed-in');
      const team = (await allTeams(store.db, centre)).find(({ team: id }) => id === person.team);
      const past = await deps.sources.pastDays.rowsOf(store.db, me);
      return toMyDataView({
        now: clock.now(),
        person,
        team: team?.name ?? null,
        lines: await linesOf(store.db, centre, me),
        counts: await countHeld(deps.sources, past, { db: store.db, centre, now: clock.now() }, me),
        totals: await totalsOf(store.db, centre, me, past),
        keptDays: { ...config.keepDays, log: config.logDays },
      });
    },
  }),

  auditedRoute({
    contract: contract.exportMyData,
    access: { ...ownAccess('the data held about the person, on the record of others who appear in it'), audit: 'data-exported' },
    resource: ownData,
    handler: async ({ resource: me }, { http, audit, deps: { centre, clock, store, sources } }) => {
      const now = clock.now();
      const { about, text } = await exportData(sources, { db: store.db, centre, now }, me);
      const recorded = await audit(about);
      const day = new Date(now).toISOString().slice(0, 10);
      http.header('content-type', 'application/json; charset=utf-8').header('content-disposition', `attachment; filename="onhook-my-data-${day}.json"`);
      // The contract declares a string. The reply is a stream of it, because an export may be large.
      return { recorded, reply: Readable.from(text()) as never };
    },
  }),

  route({
    contract: contract.eraseMe,
    access: ownAccess('the data held about the person'),
    resource: ownData,
    handler: async ({ resource: me }, { body, actor, deps }) => {
      if (body.name.trim() !== actor.name) throw new Refused('no-longer-possible', 'the confirmation is not the person’s name');
      valueOf(await erase(deps, me, 'themself'));
      return {};
    },
  }),
] as const;
