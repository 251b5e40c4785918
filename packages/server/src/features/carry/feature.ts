import { feature } from '../../platform/http/feature.ts';
import { carryRoutes, type CarryDeps } from './routes.ts';

export const carry = feature({
  name: 'carry',
  deps: ({ centre, clock, store }: CarryDeps): CarryDeps => ({ centre, clock, store }),
  routes: carryRoutes,
});
