import { endReset as endResetRoute, startReset as startResetRoute } from '@onhook/contract';
import { asId, type PersonId, type RecoveryId, type ResetId } from '@onhook/core/ids';
import type { AppContext } from '../../context.ts';
import { type Doors, Refused, serve } from '../../platform/http/serve.ts';
import { ownPanel } from '../../platform/access/index.ts';
import { endReset, findReset, startReset } from '../../centre/queries/resets.ts';
import { findRecovery } from '../../centre/queries/recoveries.ts';

/** What a browser could not tell at once is taken for as long as a shift may last. */
const shiftMs = 12 * 3_600_000;
const between = (least: number, at: number, most: number): number => Math.min(most, Math.max(least, at));

/** The recovery that a reset says it belongs to, and how it ended if it has; null where it is not this person's. */
const recoveryOf = async ({ store, config, runtime }: AppContext, person: PersonId, said: string | null) => {
  if (said === null) return null;
  const recovery = asId<RecoveryId>(said);
  if (runtime.floor.recoveries.get(person)?.recovery === recovery) return { recovery, closedAt: null, because: null };
  const row = await findRecovery(store.db, config.centre.centre, recovery);
  return row?.person === person ? { recovery, closedAt: row.closed_at, because: row.closed_because } : null;
};

export const resetsApi = (doors: Doors, context: AppContext): void => {
  const { store, clock, config } = context;
  const { centre } = config.centre;
  serve(doors, context, startResetRoute, ownPanel, async (own, { body }) => {
    const now = clock.now();
    const of = await recoveryOf(context, own.thing, body.recovery);
    // Told of only after the minutes had ended: it was interrupted then, unless its own end is told of next.
    const cut = of?.because && !of.because.startsWith('agent-') ? of : null;
    await startReset(store.db, {
      centre,
      reset: asId<ResetId>(body.reset),
      recovery: of?.recovery ?? null,
      person: own.thing,
      started_at: between(now - shiftMs, body.at ?? now, cut?.closedAt ?? now),
      ended_at: cut?.closedAt ?? null,
      how: cut?.closedAt ? 'interrupted' : null,
      interrupted_by: cut?.closedAt ? cut.because : null,
    });
    return {};
  });
  serve(doors, context, endResetRoute, ownPanel, async (own, { params, body }) => {
    const reset = asId<ResetId>(params.reset);
    const known = await findReset(store.db, centre, reset);
    if (known?.person !== own.thing) throw new Refused('not-found');
    const now = clock.now();
    const at = between(known.started_at, body.at ?? now, now);
    if (!(await endReset(store.db, centre, reset, { at, how: body.how })) && known.how !== body.how) {
      throw new Refused('no-longer-possible');
    }
    return {};
  });
};
