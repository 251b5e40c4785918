import { readDay, readDayFigures, type DayView } from '@onhook/contract';
import { figuresCsv } from '@onhook/core/figures';
import type { Policy } from '@onhook/core/floor';
import type { Clock } from '@onhook/phones/port';
import type { CentreDay } from '../../centre/centre-day.ts';
import type { CentreRuntime } from '../../centre/runtime.ts';
import { ofCentre } from '../../platform/access/index.ts';
import { routesOf } from '../../platform/http/route.ts';
import { releasedHalfHours, type DayStore } from './service.ts';
import { toDayView } from './views.ts';

export interface DayDeps {
  readonly clock: Clock;
  readonly config: { readonly policy: Policy };
  readonly day: CentreDay;
  readonly dayStore: DayStore;
  readonly runtime: Pick<CentreRuntime, 'floor'>;
}

const { route } = routesOf<DayDeps>();

const access = { about: 'figures about calls, with no person in them', allow: { analyst: ['centre'], manager: ['centre'] } } as const;

const viewToday = async ({ clock, config, day, dayStore, runtime: { floor } }: DayDeps): Promise<DayView> => {
  const now = clock.now();
  const dayStartAt = day.dayStartOf(now);
  return toDayView(floor, { now, dayStartAt, policy: config.policy, released: await releasedHalfHours(floor, dayStore, dayStartAt, now) });
};

export const dayRoutes = [
  route({ contract: readDay, access, resource: ofCentre('day'), handler: (_day, { deps }) => viewToday(deps) }),
  route({
    contract: readDayFigures,
    access,
    resource: ofCentre('day'),
    handler: async (_day, { http, deps }) => {
      http.type('text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="figures.csv"');
      return figuresCsv((await viewToday(deps)).queues);
    },
  }),
] as const;
