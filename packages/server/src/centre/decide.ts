import type { PhoneEvent } from '@onhook/core/call';
import type { PersonId, RecoveryId } from '@onhook/core/ids';
import { commandRefused, emptyOutcome, hear, say, sweep } from '@onhook/core/floor';
import type { Heard, Keeper, Moment, Outcome, Saying } from '@onhook/core/floor';
import type { Metrics } from '../platform/metrics/metrics.ts';

/** Something that a tick takes in. */
export type Work =
  | { readonly kind: 'events'; readonly events: readonly PhoneEvent[]; readonly heardAt: number; done(): void; failed(error: Error): void }
  | { readonly kind: 'saying'; readonly person: PersonId; readonly saying: Saying; done(heard: Heard): void; failed(error: Error): void }
  | { readonly kind: 'refused'; readonly person: PersonId; readonly recovery: RecoveryId; readonly final: boolean }
  | { readonly kind: 'people' };

/** The rules themselves failed, not the store. */
export class Undecided extends Error {}

export interface Decided {
  readonly outcome: Outcome;
  /** Tells those who wait, once all of it is durable. */
  readonly answers: readonly (() => void)[];
  /** Events that were new. */
  readonly fresh: number;
}

interface Taken {
  readonly works: readonly Work[];
  /** The events that the log did not hold before; each is taken out as it is heard. */
  readonly fresh: Set<PhoneEvent>;
  readonly sweepDue: boolean;
}

const decideAll = (keeper: Keeper, { works, fresh, sweepDue }: Taken, moment: Moment, metrics: Metrics): Decided => {
  const outcome = emptyOutcome();
  const answers: (() => void)[] = [];
  let count = 0;
  const heard = new Map<string, number>();
  for (const work of works) {
    switch (work.kind) {
      case 'events':
        for (const event of work.events) {
          if (!fresh.delete(event)) {
            metrics.duplicates.inc();
            continue;
          }
          count += 1;
          heard.set(event.kind, (heard.get(event.kind) ?? 0) + 1);
          hear(keeper, outcome, event, moment);
        }
        answers.push(work.done);
        break;
      case 'saying': {
        const answer = say(keeper, outcome, work.person, work.saying, moment);
        answers.push(() => work.done(answer));
        break;
      }
      case 'refused':
        commandRefused(keeper, outcome, work, moment);
        break;
      case 'people':
        for (const person of keeper.lines.keys()) outcome.people.add(person);
        break;
    }
  }
  for (const [kind, events] of heard) metrics.events.inc({ kind }, events);
  if (sweepDue) sweep(keeper, outcome, moment);
  return { outcome, answers, fresh: count };
};

/**
 * Changes the picture by all that was taken in, and says what follows from it.
 *
 * @throws Undecided: the picture is half changed, and no more to be trusted
 */
export const decide = (keeper: Keeper, taken: Taken, moment: Moment, metrics: Metrics): Decided => {
  try {
    return decideAll(keeper, taken, moment, metrics);
  } catch (error) {
    throw new Undecided('a decision failed', { cause: error });
  }
};
