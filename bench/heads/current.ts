import type { CallId, TimeGrantId, LineId, OfferId, PersonId, RecoveryId } from '@onhook/core/ids';
import {
  applyPhoneEvent,
  applyRefusal,
  createEffects,
  createFloorState,
  defaultPolicy,
  handleCommand,
  onClockTick,
  pruneState,
  type AgentCommand,
  type DecisionContext,
  type Policy,
} from '@onhook/core/floor';
import type { CreateHead, Decided, ScheduledCommand } from './head.ts';

const commandOf = (command: ScheduledCommand): AgentCommand => {
  switch (command.kind) {
    case 'show-offer':
      return { kind: 'offer-shown', offer: command.offer as OfferId };
    case 'answer-offer':
      return { kind: 'offer-answered', offer: command.offer as OfferId, answer: command.answer };
    case 'end-recovery':
      return { kind: 'back-on-the-line', recovery: command.recovery as RecoveryId };
    case 'extend-recovery':
      return { kind: 'a-little-longer', recovery: command.recovery as RecoveryId };
    case 'ask-for-a-minute':
      return { kind: 'a-minute-please' };
    case 'release':
      return { kind: 'released' };
    case 'give':
      return { kind: 'given', gift: command.gift as TimeGrantId, ms: command.ms, untilEndOfDay: command.untilEndOfDay };
    case 'take-back':
      return { kind: 'gift-taken-back', gift: command.gift as TimeGrantId };
    case 'rate-call':
      return { kind: 'call-tapped', call: command.call as CallId, leg: command.leg, tap: command.rating };
  }
};

/** The decision core of this checkout. */
export const createHead: CreateHead = (policy, people) => {
  const state = createFloorState();
  for (const [line, person] of people) {
    state.people.set(line as LineId, person as PersonId);
    state.lines.set(person as PersonId, line as LineId);
  }
  const { guaranteedMs, moreMs, extendMs, payBackMaxMs, hardLevel, priorTalkSeconds } = policy;
  const rules: Policy = { ...defaultPolicy, guaranteedMs, moreMs, extendMs, payBackMaxMs, hardLevel, priorTalkSeconds: { '': priorTalkSeconds } };
  const at = (now: number): DecisionContext => ({ now, policy: rules, hourOf: (when) => Math.floor(when / 3_600_000) % 24 });
  return {
    play: (step): Decided => {
      const effects = createEffects();
      switch (step.do) {
        case 'event':
          applyPhoneEvent(state, effects, step.event, at(step.now));
          break;
        case 'command':
          handleCommand(state, effects, step.person as PersonId, commandOf(step.command), at(step.now));
          break;
        case 'refuse':
          applyRefusal(state, effects, { person: step.person as PersonId, request: step.recovery as RecoveryId, final: step.final }, at(step.now));
          break;
        case 'tick':
          onClockTick(state, effects, at(step.now));
          break;
        case 'prune':
          pruneState(state, at(step.now), step.dayStartAt);
          break;
      }
      return {
        entries: effects.entries.map((e) => [e.account, e.kind, e.amountMs, e.at, e.person, e.recovery, e.by, e.txn]),
        commands: effects.commands.map((c) => [c.kind, c.line, c.queues, c.person ?? '', step.now]),
      };
    },
    look: (person) => {
      const offer = state.offers.get(person as PersonId);
      const recovery = state.recoveries.get(person as PersonId);
      return {
        offer: offer ? { offer: offer.offer, state: offer.state } : null,
        recovery: recovery ? { recovery: recovery.recovery, runs: recovery.state === 'paused', wanted: recovery.state !== 'ending' } : null,
      };
    },
  };
};
