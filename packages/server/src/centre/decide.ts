import type { PhoneEvent } from '@onhook/core/call';
import type { PersonId } from '@onhook/core/ids';
import { applyRefusal, createEffects, applyPhoneEvent, handleCommand, onClockTick } from '@onhook/core/floor';
import type { CommandResult, FloorState, DecisionContext, Effects, AgentCommand, Refusal } from '@onhook/core/floor';
import type { Metrics } from '../platform/metrics/metrics.ts';

/** Something that a tick takes in. */
export type Input =
  | { readonly kind: 'events'; readonly events: readonly PhoneEvent[]; readonly heardAt: number; done(): void; failed(error: Error): void }
  | { readonly kind: 'saying'; readonly person: PersonId; readonly command: AgentCommand; done(heard: CommandResult): void; failed(error: Error): void }
  | ({ readonly kind: 'refused' } & Refusal)
  | { readonly kind: 'people' };

/** The rules themselves failed, not the store. */
export class RuleFailure extends Error {}

export interface Decided {
  readonly effects: Effects;
  /** Tells those who wait, once all of it is durable. */
  readonly answers: readonly (() => void)[];
  /** Events that were new. */
  readonly fresh: number;
}

interface TickInputs {
  readonly inputs: readonly Input[];
  /** The events that the log did not hold before; each is taken out as it is heard. */
  readonly fresh: Set<PhoneEvent>;
  readonly clockTickDue: boolean;
}

const decideAll = (floor: FloorState, { inputs, fresh, clockTickDue }: TickInputs, context: DecisionContext, metrics: Metrics): Decided => {
  const effects = createEffects();
  const answers: (() => void)[] = [];
  let count = 0;
  const heard = new Map<string, number>();
  for (const input of inputs) {
    switch (input.kind) {
      case 'events':
        for (const event of input.events) {
          if (!fresh.delete(event)) {
            metrics.duplicates.inc();
            continue;
          }
          count += 1;
          heard.set(event.kind, (heard.get(event.kind) ?? 0) + 1);
          applyPhoneEvent(floor, effects, event, context);
        }
        answers.push(input.done);
        break;
      case 'saying': {
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
  for (const [kind, events] of heard) metrics.events.inc({ kind }, events);
  if (clockTickDue) onClockTick(floor, effects, context);
  return { effects: effects, answers, fresh: count };
};

/**
 * Changes the picture by all that was taken in, and says what follows from it.
 *
 * @throws Undecided: the picture is half changed, and no more to be trusted
 */
export const decide = (floor: FloorState, taken: TickInputs, context: DecisionContext, metrics: Metrics): Decided => {
  try {
    return decideAll(floor, taken, context, metrics);
  } catch (error) {
    throw new RuleFailure('a decision failed', { cause: error });
  }
};
