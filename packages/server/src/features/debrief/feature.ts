import { feature } from '../../platform/http/feature.ts';
import type { Scheduler } from '../../platform/jobs/scheduler.ts';
import { debriefRoutes } from './routes.ts';
import { Debriefs, type DebriefServiceDeps } from './service.ts';

interface DebriefServices extends DebriefServiceDeps {
  readonly jobs: Scheduler;
}

const escalateEveryMs = 2000;

export const debrief = feature({
  name: 'debrief',
  deps: (services: DebriefServices) => {
    const debriefs = new Debriefs(services);
    services.jobs.every('escalate debrief requests', escalateEveryMs, () => debriefs.escalateDue());
    return { debriefs };
  },
  routes: debriefRoutes,
});
