import type { CentreRuntime } from '../../centre/runtime.ts';
import type { Config } from '../../platform/config/index.ts';
import type { PastDays } from '../../platform/past-days/index.ts';
import { feature } from '../../platform/http/feature.ts';
import { ownIncidentRoutes } from './own-routes.ts';
import type { FileDeps } from './signed-file.ts';
import { teamIncidentRoutes } from './team-routes.ts';
import { notifyCustomers, type NotifyDeps } from './notify-customers.ts';

type IncidentServices = FileDeps &
  NotifyDeps & {
    readonly pastDays: PastDays;
    readonly config: Pick<Config, 'centre' | 'customers' | 'dataFolder' | 'policy' | 'publicUrl'>;
    readonly runtime: Pick<CentreRuntime, 'submit'>;
  };

export const incidents = feature({
  name: 'incidents',
  deps: (services: IncidentServices) => {
    const { centre, clock, config, log, pastDays, runtime, secrets, store } = services;
    const deps = { centre, clock, config, log, pastDays, secrets, store };
    return { ...deps, runtime, notifyCustomers: () => notifyCustomers(deps) };
  },
  routes: [...ownIncidentRoutes, ...teamIncidentRoutes],
});
