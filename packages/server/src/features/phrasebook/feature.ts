import { feature } from '../../platform/http/feature.ts';
import { phrasebookRoutes, type PhrasebookDeps } from './routes.ts';

export const phrasebook = feature({
  name: 'phrasebook',
  deps: ({ centre, clock, config, store }: PhrasebookDeps): PhrasebookDeps => ({ centre, clock, config, store }),
  routes: phrasebookRoutes,
});
