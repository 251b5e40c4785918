import { feature } from '../../platform/http/feature.ts';
import { auditLogRoutes, type AuditLogDeps } from './routes.ts';

export const auditLog = feature({
  name: 'audit-log',
  deps: ({ centre, clock, store }: AuditLogDeps): AuditLogDeps => ({ centre, clock, store }),
  routes: auditLogRoutes,
});
