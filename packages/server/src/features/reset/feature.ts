import { feature } from '../../platform/http/feature.ts';
import { resetRoutes, type ResetDeps } from './routes.ts';

export const reset = feature({
  name: 'reset',
  deps: ({ centre, clock, runtime, store }: ResetDeps): ResetDeps => ({ centre, clock, runtime, store }),
  routes: resetRoutes,
});
