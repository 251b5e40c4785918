import type { CentreId } from '@onhook/core/ids';
import type { Clock } from '@onhook/phones/port';
import { feature } from '../../platform/http/feature.ts';
import type { Scheduler } from '../../platform/jobs/scheduler.ts';
import type { Store } from '../../platform/store/index.ts';
import { circleRoutes, type CircleDeps } from './routes.ts';
import { Circles, type CircleServiceDeps } from './service.ts';

interface CircleServices extends CircleServiceDeps {
  readonly centre: CentreId;
  readonly clock: Clock;
  readonly jobs: Scheduler;
  readonly store: Store;
}

const closeEveryMs = 1000;

export const circle = feature({
  name: 'circle',
  deps: (services: CircleServices): CircleDeps => {
    const { bus, centre, clock, jobs, store } = services;
    const circles = new Circles(services);
    bus.subscribe('floor-changed', (changed) => circles.onFloorChanged(changed));
    bus.subscribe('people-changed', () => circles.onPeopleChanged());
    bus.subscribe('topic-closed', ({ topic, person }) => {
      if (topic === 'panel') circles.onPanelClosed(person);
    });
    jobs.every('end talk requests', closeEveryMs, () => circles.closeTalkRequests());
    return { centre, circles, clock, store };
  },
  routes: circleRoutes,
});
