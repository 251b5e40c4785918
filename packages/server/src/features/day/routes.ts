import { readDay, readDayFigures, type DayView } from '@onhook/contract';
import { figuresCsv } from '@onhook/core/figures';
import type { Policy } from '@onhook/core/floor';
import type { CentreId } from '@onhook/core/ids';
import type { Clock } from '@onhook/phones/port';
import type { CentreDay } from '../../centre/centre-day.ts';
import type { CentreRuntime } from '../../centre/runtime.ts';
import { hardCallsSince } from '../../centre/queries/calls.ts';
import { hardCallRecoveriesSince } from '../../centre/queries/recoveries.ts';
import { ofCentre } from '../../platform/access/index.ts';
import { routesOf } from '../../platform/http/route.ts';
import type { Store } from '../../platform/store/index.ts';
import { presentDay } from './views.ts';

export interface DayDeps {
  readonly centre: CentreId;
  readonly clock: Clock;
  readonly config: { readonly policy: Policy };
  readonly day: CentreDay;
  readonly runtime: Pick<CentreRuntime, 'floor'>;
  readonly store: Store;
}

const { route } = routesOf<DayDeps>();

const access = { about: 'figures about calls, with no person in them', allow: { analyst: ['centre'], manager: ['centre'] } } as const;

const viewToday = async ({ centre, clock, config, day, runtime, store }: DayDeps): Promise<DayView> => {
  const now = clock.now();
  const dayStartAt = day.dayStartOf(now);
  return presentDay(runtime.floor, {
    now,
    dayStartAt,
    policy: config.policy,
    hardCalls: await hardCallsSince(store.db, centre, dayStartAt, config.policy.hardLevel),
    recoveries: await hardCallRecoveriesSince(store.db, centre, dayStartAt),
  });
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
