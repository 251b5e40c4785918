import { feature } from '../../platform/http/feature.ts';
import { scheduleRoutes, type ScheduleDeps } from './routes.ts';

export const schedule = feature({
  name: 'schedule',
  deps: ({ centre, clock, day, store }: ScheduleDeps): ScheduleDeps => ({ centre, clock, day, store }),
  routes: scheduleRoutes,
});
