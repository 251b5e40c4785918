import { randomUUID } from 'node:crypto';
import { endReset as endResetRoute, startReset as startResetRoute } from '@onhook/contract';
import { asId, type RecoveryId, type ResetId } from '@onhook/core/ids';
import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../../context.ts';
import { Refused, serve } from '../../http/serve.ts';
import { ownPanel } from '../../policies/index.ts';
import { endReset, findReset, startReset } from '../../store/index.ts';

export const resetsApi = (app: FastifyInstance, context: AppContext): void => {
  const { store, clock, config } = context;
  const { centre } = config.centre;
  serve(app, context, startResetRoute, ownPanel, async (own, { body }) => {
    const reset = asId<ResetId>(randomUUID());
    const recovery = body.recovery === null ? null : asId<RecoveryId>(body.recovery);
    const mine = context.floor.keeper.recoveries.get(own.thing)?.recovery;
    await startReset(store.db, {
      centre,
      reset,
      recovery: recovery === mine ? recovery : null,
      person: own.thing,
      started_at: clock.now(),
      ended_at: null,
      how: null,
      interrupted_by: null,
    });
    return { reset };
  });
  serve(app, context, endResetRoute, ownPanel, async (own, { params, body }) => {
    const reset = asId<ResetId>(params.reset);
    const known = await findReset(store.db, centre, reset);
    if (known?.person !== own.thing) throw new Refused('not-found');
    if (!(await endReset(store.db, centre, reset, { at: clock.now(), how: body.how })) && known.how !== body.how) {
      throw new Refused('no-longer-possible');
    }
    return {};
  });
};
