import { readDay } from '@onhook/contract';
import type { AppContext } from '../../context.ts';
import { type Doors, serve } from '../../platform/http/serve.ts';
import { dayInFigures } from '../../platform/access/index.ts';
import { presentDay } from './views.ts';
import { hardCallsSince } from '../../centre/queries/calls.ts';
import { hardCallRecoveriesSince } from '../../centre/queries/recoveries.ts';

export const dayApi = (doors: Doors, context: AppContext): void => {
  const { store, clock, day, config, runtime } = context;
  serve(doors, context, readDay, dayInFigures, async () => {
    const now = clock.now();
    const dayStartAt = day.dayStartOf(now);
    const { centre } = config.centre;
    return presentDay(runtime.floor, {
      now,
      dayStartAt,
      policy: config.policy,
      hardCalls: await hardCallsSince(store.db, centre, dayStartAt, config.policy.hardLevel),
      recoveries: await hardCallRecoveriesSince(store.db, centre, dayStartAt),
    });
  });
};
