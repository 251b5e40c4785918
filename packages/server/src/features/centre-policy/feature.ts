import { feature } from '../../platform/http/feature.ts';
import { centrePolicyRoutes, type CentrePolicyDeps } from './routes.ts';

export const centrePolicy = feature({
  name: 'centre-policy',
  deps: ({ config }: CentrePolicyDeps): CentrePolicyDeps => ({ config }),
  routes: centrePolicyRoutes,
});
