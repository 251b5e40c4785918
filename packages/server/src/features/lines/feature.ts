import { feature } from '../../platform/http/feature.ts';
import { linesRoutes, type LinesDeps } from './routes.ts';

export const lines = feature({
  name: 'lines',
  deps: ({ centre, clock, runtime, peopleChanged, phones, store }: LinesDeps): LinesDeps => ({ centre, clock, runtime, peopleChanged, phones, store }),
  routes: linesRoutes,
});
