import { feature } from '../../platform/http/feature.ts';
import { accessLogRoutes, type AccessLogDeps } from './routes.ts';

export const accessLog = feature({
  name: 'access-log',
  deps: ({ centre, clock, store }: AccessLogDeps): AccessLogDeps => ({ centre, clock, store }),
  routes: accessLogRoutes,
});
