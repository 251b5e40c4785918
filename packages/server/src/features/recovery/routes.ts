import { answerOffer, askForAMinute, endRecovery, extendRecovery, readPanel, showOffer, tapCall } from '@onhook/contract';
import { asId, type CallId, type OfferId, type PersonId, type RecoveryId } from '@onhook/core/ids';
import { callKey, type EndedCall, type CommandResult, type AgentCommand } from '@onhook/core/floor';
import type { AppContext } from '../../context.ts';
import { endedCallOf } from '../../centre/rows.ts';
import { type Doors, Refused, serve } from '../../platform/http/serve.ts';
import { ownPanel, type Authorized } from '../../platform/access/index.ts';
import { findCall } from '../../centre/queries/calls.ts';

/** Says it on the floor; what the person may not touch is simply not found there. */
const saidBy = async (context: AppContext, own: Authorized<PersonId, 'own-panel'>, command: AgentCommand): Promise<Extract<CommandResult, { kind: 'done' }>> => {
  const result = await context.runtime.submit(own.thing, command);
  if (result.kind === 'done') return result;
  throw new Refused(result.kind);
};

/** A call that has ended too long ago for the floor to have it at hand; null where it has. */
const pastCall = async ({ runtime, store, config }: AppContext, call: CallId, leg: number): Promise<EndedCall | null> => {
  if (runtime.floor.ended.has(callKey(call, leg))) return null;
  const row = await findCall(store.db, config.centre.centre, call, leg);
  return row && row.ended_at !== null ? endedCallOf(row) : null;
};

export const panelApi = (doors: Doors, context: AppContext): void => {
  serve(doors, context, readPanel, ownPanel, (own, { actor }) => context.live.panel(own, actor.name));
  serve(doors, context, showOffer, ownPanel, async (own, { params }) => {
    await saidBy(context, own, { kind: 'offer-shown', offer: asId<OfferId>(params.offer) });
    return {};
  });
  serve(doors, context, answerOffer, ownPanel, async (own, { params, body }) => {
    await saidBy(context, own, { kind: 'offer-answered', offer: asId<OfferId>(params.offer), answer: body.answer });
    return {};
  });
  serve(doors, context, endRecovery, ownPanel, async (own, { params }) => {
    await saidBy(context, own, { kind: 'back-on-the-line', recovery: asId<RecoveryId>(params.recovery) });
    return {};
  });
  serve(doors, context, extendRecovery, ownPanel, async (own, { params }) => {
    await saidBy(context, own, { kind: 'a-little-longer', recovery: asId<RecoveryId>(params.recovery) });
    return {};
  });
  serve(doors, context, askForAMinute, ownPanel, async (own) => {
    const { recovery } = await saidBy(context, own, { kind: 'a-minute-please' });
    if (recovery === null) throw new Refused('no-longer-possible');
    return { recovery };
  });
  serve(doors, context, tapCall, ownPanel, async (own, { params, body }) => {
    const call = asId<CallId>(params.call);
    const past = await pastCall(context, call, params.leg);
    const { tap, at } = body;
    await saidBy(context, own, { kind: 'call-tapped', call, leg: params.leg, tap, ...(at !== undefined && { at }), ...(past && { past }) });
    return {};
  });
};
