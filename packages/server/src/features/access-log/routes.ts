import { readAccessLog } from '@onhook/contract';
import type { CentreId } from '@onhook/core/ids';
import type { Clock } from '@onhook/phones/port';
import { actorsOwn } from '../../platform/access/index.ts';
import { auditOfPerson } from '../../platform/audit/index.ts';
import { routesOf } from '../../platform/http/route.ts';
import type { Store } from '../../platform/store/index.ts';
import { toAccessLogEntry } from './views.ts';

export interface AccessLogDeps {
  readonly centre: CentreId;
  readonly clock: Clock;
  readonly store: Store;
}

const { route } = routesOf<AccessLogDeps>();

const maxPerPage = 100;

export const accessLogRoutes = [
  route({
    contract: readAccessLog,
    access: { about: 'the audit entries about the person’s own data', allow: { everyone: ['own'] } },
    resource: actorsOwn('own-access-log'),
    handler: async ({ resource: person }, { query, deps: { centre, clock, store } }) => {
      const rows = await auditOfPerson(store.db, centre, person, query.before ?? Number.MAX_SAFE_INTEGER, maxPerPage + 1);
      const page = rows.slice(0, maxPerPage);
      return {
        serverNow: clock.now(),
        looks: page.map(toAccessLogEntry),
        next: rows.length > maxPerPage ? (page.at(-1)?.seq ?? null) : null,
      };
    },
  }),
] as const;
