import { feature } from '../../platform/http/feature.ts';
import type { Scheduler } from '../../platform/jobs/scheduler.ts';
import { debriefRoutes } from './routes.ts';
import { Debriefs, type DebriefParts } from './service.ts';

interface DebriefServices extends DebriefParts {
  readonly jobs: Scheduler;
}

const sweepEveryMs = 2000;

export const debrief = feature({
  name: 'debrief',
  deps: (services: DebriefServices) => {
    const debriefs = new Debriefs(services);
    services.jobs.every('escalate debrief requests', sweepEveryMs, () => debriefs.sweep());
    return { debriefs };
  },
  routes: debriefRoutes,
});
