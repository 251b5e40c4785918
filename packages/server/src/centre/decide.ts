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

/** Everything that a tick has decided so far. */
export interface Decided {
  readonly effects: Effects;
  /** Callbacks that answer the waiting callers; to be run once all effects are durable. */
  readonly answers: (() => void)[];
  /** Number of events that were new. */
  fresh: number;
}

export const createDecided = (): Decided => ({ effects: createEffects(), answers: [], fresh: 0 });

interface TickInputs {
  readonly inputs: readonly Input[];
  /** Events that are new in the log. `decide` removes each one as it handles it. */
  readonly fresh: Set<PhoneEvent>;
  readonly clockTickDue: boolean;
}

const decideAll = (floor: FloorState, decided: Decided, { inputs, fresh, clockTickDue }: TickInputs, context: DecisionContext, metrics: Metrics): void => {
  const { effects, answers } = decided;
  const counts = new Map<string, number>();
  for (const input of inputs) {
    switch (input.kind) {
      case 'events':
        for (const event of input.events) {
          if (!fresh.delete(event)) {
            metrics.duplicates.inc();
            continue;
          }
          decided.fresh += 1;
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
};

/**
 * Applies inputs of a tick to the state of the floor, and adds what follows to `decided`.
 *
 * @throws RuleFailure when a rule failed: the state is then half changed, and must be loaded again
 */
export const decide = (floor: FloorState, decided: Decided, taken: TickInputs, context: DecisionContext, metrics: Metrics): void => {
  try {
    decideAll(floor, decided, taken, context, metrics);
  } catch (error) {
    throw new RuleFailure('a decision failed', { cause: error });
  }
};
