import { feature } from '../../platform/http/feature.ts';
import { importRoutes } from './import-routes.ts';
import { peopleRoutes, type PeopleDeps } from './routes.ts';
import { teamRoutes } from './team-routes.ts';

export const people = feature({
  name: 'people',
  deps: ({ centre, clock, config, runtime, peopleChanged, signIn, store }: PeopleDeps): PeopleDeps => ({ centre, clock, config, runtime, peopleChanged, signIn, store }),
  routes: [...peopleRoutes, ...importRoutes, ...teamRoutes],
});
