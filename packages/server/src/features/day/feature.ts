import { feature } from '../../platform/http/feature.ts';
import { dayRoutes, type DayDeps } from './routes.ts';

export const day = feature({
  name: 'day',
  deps: ({ centre, clock, config, day: centreDay, runtime, store }: DayDeps): DayDeps => ({ centre, clock, config, day: centreDay, runtime, store }),
  routes: dayRoutes,
});
