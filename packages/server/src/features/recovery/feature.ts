import type { CentreId } from '@onhook/core/ids';
import type { CentreRuntime } from '../../centre/runtime.ts';
import { feature } from '../../platform/http/feature.ts';
import type { PastDays } from '../../platform/past-days/index.ts';
import type { Store } from '../../platform/store/index.ts';
import { Panels, type PanelDeps } from './panels.ts';
import { recoveryRoutes } from './routes.ts';

interface RecoveryServices extends PanelDeps {
  readonly centre: CentreId;
  readonly runtime: Pick<CentreRuntime, 'floor' | 'submit'>;
  readonly pastDays: Pick<PastDays, 'rowsOf'>;
  readonly store: Store;
}

export const recovery = feature({
  name: 'recovery',
  deps: (services: RecoveryServices) => {
    const { centre, clock, config, day, pastDays, runtime, store } = services;
    return { centre, clock, config, day, pastDays, runtime, store, panels: new Panels(services) };
  },
  routes: recoveryRoutes,
});
