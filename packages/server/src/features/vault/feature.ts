import { feature } from '../../platform/http/feature.ts';
import { vaultRoutes, type VaultDeps } from './routes.ts';
import { shareRoutes } from './share-routes.ts';

export const vault = feature({
  name: 'vault',
  deps: ({ centre, clock, store }: VaultDeps): VaultDeps => ({ centre, clock, store }),
  // The attack tests call routes in this order. Deleting a vault deletes its shares, and so comes last.
  routes: [...shareRoutes, ...vaultRoutes],
});
