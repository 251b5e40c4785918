import { feature } from '../../platform/http/feature.ts';
import { scimRoutes, type ScimDeps } from './routes.ts';

export const scim = feature({
  name: 'scim',
  deps: ({ centre, clock, config, runtime, log, peopleChanged, store }: ScimDeps): ScimDeps => ({ centre, clock, config, runtime, log, peopleChanged, store }),
  routes: [],
  nonApiRoutes: [scimRoutes],
});
