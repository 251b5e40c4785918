import { readAuditLog, takeAuditLog, type AuditAction } from '@onhook/contract';
import { asId, type CentreId, type PersonId } from '@onhook/core/ids';
import type { Clock } from '@onhook/phones/port';
import { ofCentre } from '../../platform/access/index.ts';
import { routesOf } from '../../platform/http/route.ts';
import type { Store } from '../../platform/store/index.ts';
import { findAuditEntries, type AuditFilters } from './queries.ts';
import { auditLogCsv, actionsWithName, toAuditLogEntry } from './views.ts';

export interface AuditLogDeps {
  readonly centre: CentreId;
  readonly clock: Clock;
  readonly store: Store;
}

const { route, auditedRoute } = routesOf<AuditLogDeps>();

const perPage = 100;
const maxRowsInFile = 20_000;

interface AuditQuery {
  readonly deed?: AuditAction | undefined;
  readonly by?: string | undefined;
  readonly about?: string | undefined;
  readonly fromAt?: number | undefined;
  readonly untilAt?: number | undefined;
  readonly before?: number | undefined;
}

const filtersOf = ({ by, about, ...rest }: AuditQuery): AuditFilters => ({
  ...rest,
  ...(by !== undefined && { by: asId<PersonId>(by) }),
  ...(about !== undefined && { about: asId<PersonId>(about) }),
});

const access = { about: 'the audit log, without whose things an agent’s requests, shares and incidents were', allow: { admin: ['centre'] } } as const;

export const auditLogRoutes = [
  route({
    contract: readAuditLog,
    access,
    resource: ofCentre('audit-log'),
    handler: async (_log, { query, deps: { centre, clock, store } }) => {
      const rows = await findAuditEntries(store.db, centre, filtersOf(query), actionsWithName, perPage + 1);
      const page = rows.slice(0, perPage);
      return { serverNow: clock.now(), entries: page.map(toAuditLogEntry), next: rows.length > perPage ? (page.at(-1)?.seq ?? null) : null };
    },
  }),
  auditedRoute({
    contract: takeAuditLog,
    access: { ...access, audit: 'log-taken' },
    resource: ofCentre('audit-log'),
    handler: async (_log, { http, query, audit, deps: { centre, store } }) => {
      const recorded = await audit('everybody');
      http.type('text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="audit-log.csv"');
      return { recorded, reply: auditLogCsv(await findAuditEntries(store.db, centre, filtersOf(query), actionsWithName, maxRowsInFile)) };
    },
  }),
] as const;
