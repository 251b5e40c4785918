import { feature } from '../../platform/http/feature.ts';
import type { PastDays } from '../../platform/past-days/index.ts';
import { exportParts } from '../exports.ts';
import { myDataRoutes, type MyDataDeps } from './routes.ts';

export const myData = feature({
  name: 'my-data',
  deps: ({ centre, clock, config, pastDays, peopleChanged, runtime, store }: Omit<MyDataDeps, 'sources' | 'pastDays'> & { readonly pastDays: PastDays }): MyDataDeps => ({
    centre,
    clock,
    config,
    pastDays,
    peopleChanged,
    runtime,
    store,
    sources: { schema: store.schema, parts: exportParts, pastDays },
  }),
  routes: myDataRoutes,
});
