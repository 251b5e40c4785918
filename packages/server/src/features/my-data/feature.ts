import { feature } from '../../platform/http/feature.ts';
import { exportParts } from '../exports.ts';
import { myDataRoutes, type MyDataDeps } from './routes.ts';

export const myData = feature({
  name: 'my-data',
  deps: ({ centre, clock, config, peopleChanged, runtime, store }: Omit<MyDataDeps, 'sources'>): MyDataDeps => ({
    centre,
    clock,
    config,
    peopleChanged,
    runtime,
    store,
    sources: { schema: store.schema, parts: exportParts },
  }),
  routes: myDataRoutes,
});
