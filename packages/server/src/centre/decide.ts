import type { PhoneEvent } from '@onhook/core/call';
import type { PersonId } from '@onhook/core/ids';
import { applyRefusal, createEffects, applyPhoneEvent, handleCommand, onClockTick } from '@onhook/core/floor';
import type { CommandResult, FloorState, DecisionContext, Effects, AgentCommand, Refusal } from '@onhook/core/floor';
import type { Metrics } from '../platform/metrics/metrics.ts';

/** An input of a tick. */
export type Input =
  | { readonly kind: 'events'; readonly events: readonly PhoneEvent[]; readonly receivedAt: number; done(): void; failed(error: Error): void }
  | { readonly kind: 'command'; readonly person: PersonId; readonly command: AgentCommand; done(result: CommandResult): void; failed(error: Error): void }
  | ({ readonly kind: 'refused' } & Refusal)
  | { readonly kind: 'people' };

/** Thrown when the rules failed, rather than the store. */
export class RuleFailure extends Error {}

export interface Decided {
  readonly effects: Effects;
  /** Callbacks that answer the waiting callers; to be run once all effects are durable. */
  readonly answers: readonly (() => void)[];
  /** Number of events that were new. */
  readonly fresh: number;
}

interface TickInputs {
  readonly inputs: readonly Input[];
  /** Events that are new in the log. `decide` removes each one as it handles it. */
  readonly fresh: Set<PhoneEvent>;
  readonly clockTickDue: boolean;
}

const decideAll = (floor: FloorState, { inputs, fresh, clockTickDue }: TickInputs, context: DecisionContext, metrics: Metrics): Decided => {
  const effects = createEffects();
  const answers: (() => void)[] = [];
  let count = 0;
  const counts = new Map<string, number>();
  for (const input of inputs) {
    switch (input.kind) {
      case 'events':
        for (const event of input.events) {
          if (!fresh.delete(event)) {
            metrics.duplicates.inc();
            continue;
          }
          count += 1;
          counts.set(event.kind, (counts.get(event.kind) ?? 0) + 1);
          applyPhoneEvent(floor, effects, event, context);
        }
        answers.push(input.done);
        break;
      case 'command': {
        const answer = handleCommand(floor, effects, input.person, input.command, context);
        answers.push(() => input.done(answer));
        break;
      }
      case 'refused':
        applyRefusal(floor, effects, input, context);
        break;
      case 'people':
        for (const person of floor.lines.keys()) effects.people.add(person);
        break;
    }
  }
  for (const [kind, events] of counts) metrics.events.inc({ kind }, events);
  if (clockTickDue) onClockTick(floor, effects, context);
  return { effects: effects, answers, fresh: count };
};

/**
 * Applies all inputs of a tick to the state of the floor, and returns the effects.
 *
 * @throws RuleFailure when a rule failed: the state is then half changed, and must be loaded again
 */
export const decide = (floor: FloorState, taken: TickInputs, context: DecisionContext, metrics: Metrics): Decided => {
  try {
    return decideAll(floor, taken, context, metrics);
  } catch (error) {
    throw new RuleFailure('a decision failed', { cause: error });
  }
};
