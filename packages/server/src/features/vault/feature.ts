import { feature } from '../../platform/http/feature.ts';
import { vaultRoutes, type VaultDeps } from './routes.ts';
import { shareRoutes } from './share-routes.ts';

export const vault = feature({
  name: 'vault',
  deps: ({ centre, clock, store }: VaultDeps): VaultDeps => ({ centre, clock, store }),
  // The attack tests ask in this order: a vault that is deleted takes its shares with it.
  routes: [...shareRoutes, ...vaultRoutes],
});
