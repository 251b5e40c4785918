import type { CentreId } from '@onhook/core/ids';
import { feature } from '../../platform/http/feature.ts';
import type { Store } from '../../platform/store/index.ts';
import { createDayStore } from './queries.ts';
import { dayRoutes, type DayDeps } from './routes.ts';
import type { DayStore } from './service.ts';

interface DayServices extends Omit<DayDeps, 'dayStore'> {
  readonly centre: CentreId;
  readonly store: Store;
  /** Source of the rows that figures are computed from. Default: the database. */
  readonly dayStore?: DayStore;
}

export const day = feature({
  name: 'day',
  deps: ({ centre, clock, config, day: centreDay, runtime, store, dayStore }: DayServices): DayDeps => ({
    clock,
    config,
    day: centreDay,
    runtime,
    dayStore: dayStore ?? createDayStore(store.db, centre, config.policy.hardLevel),
  }),
  routes: dayRoutes,
});
