import { readDay } from '@onhook/contract';
import type { AppContext } from '../../context.ts';
import { type Doors, serve } from '../../http/serve.ts';
import { dayInFigures } from '../../policies/index.ts';
import { presentDay } from '../../presenters/day.ts';
import { hardCallsSince, hardCallRecoveriesSince } from '../../store/index.ts';

export const dayApi = (doors: Doors, context: AppContext): void => {
  const { store, clock, day, config, floor } = context;
  serve(doors, context, readDay, dayInFigures, async () => {
    const now = clock.now();
    const dayStartAt = day.dayStartOf(now);
    const { centre } = config.centre;
    return presentDay(floor.keeper, {
      now,
      dayStartAt,
      policy: config.policy,
      hardCalls: await hardCallsSince(store.db, centre, dayStartAt, config.policy.hardLevel),
      recoveries: await hardCallRecoveriesSince(store.db, centre, dayStartAt),
    });
  });
};
