import type { QueueName } from '../ids/index.ts';
import type { Entry } from '../ledger/index.ts';
import type { MissedCause } from '../pause/index.ts';
import type { Counts } from './counts.ts';

/** Fewest people who worked in a half hour, in a queue or the whole centre, for figures about them to be released. */
export const leastPeople = 10;

/** Step that counts of calls are rounded to. */
export const callStep = 5;

const minuteMs = 60_000;

/**
 * Figures of a half hour that one person's actions can move. `most`: the most that one person adds in a half hour; more is left out.
 * `step`: the released value is a multiple of it. One person's share of a step, `most / step`, is the chance that they show at all.
 */
export const privateFigures = {
  hardCalls: { most: 1, step: 20 },
  honouredMs: { most: 5 * minuteMs, step: 240 * minuteMs },
  cutShortMs: { most: 5 * minuteMs, step: 240 * minuteMs },
  waivedMs: { most: 5 * minuteMs, step: 240 * minuteMs },
  bankedMs: { most: 5 * minuteMs, step: 240 * minuteMs },
  paidBackMs: { most: 5 * minuteMs, step: 240 * minuteMs },
  pausedBehind: { most: 1, step: 120 },
  rangFirst: { most: 1, step: 120 },
} as const satisfies Readonly<Record<string, { readonly most: number; readonly step: number }>>;

/** Exact facts of one half hour. They never leave the server. */
export interface HalfHourFacts {
  /** Start of the half hour, epoch milliseconds. */
  readonly at: number;
  /** People who took a call in the half hour, in the whole centre. */
  readonly people: number;
  readonly queues: readonly {
    readonly queue: QueueName;
    /** People who took a call of this queue in the half hour. */
    readonly people: number;
    readonly counts: Counts;
  }[];
  /** Ledger entries of the half hour. */
  readonly entries: readonly Entry[];
  /** Recoveries after hard calls that began in the half hour. */
  readonly recoveries: readonly { readonly pausedDuringCall: boolean; readonly missedCause: MissedCause | null }[];
}

/** Recovery time of one half hour, in the whole centre. */
export interface ReleasedRecovery {
  readonly honouredMs: number;
  readonly cutShortMs: number;
  readonly waivedMs: number;
  readonly bankedMs: number;
  readonly paidBackMs: number;
  readonly pausedBehind: number;
  readonly rangFirst: Readonly<Record<MissedCause, number>>;
}

/** Figures of one half hour as everybody sees them. */
export interface ReleasedHalfHour {
  readonly at: number;
  readonly queues: readonly (Omit<Counts, 'hardCalls'> & {
    readonly queue: QueueName;
    /** null: too few people worked. */
    readonly hardCalls: number | null;
  })[];
  /** null: too few people worked. */
  readonly recovery: ReleasedRecovery | null;
}

/** Rounds to the nearest multiple of `step`. */
export const rounded = (amount: number, step: number): number => Math.round(amount / step) * step;

/**
 * Rounds to a multiple of `step`, up with the probability of the rest, so that sums over many half hours are right on average.
 * A person who adds `d` changes the result with a probability of `d / step`, whatever is known about everybody else.
 *
 * @param uniform returns a number from 0 up to 1, from a source that nobody can predict
 */
export const roundedAtRandom = (amount: number, step: number, uniform: () => number): number => Math.floor(amount / step + uniform()) * step;

const accounts = { honouredMs: 'honoured', cutShortMs: 'cut-short', waivedMs: 'waived', bankedMs: 'banked', paidBackMs: 'granted' } as const;
const causes: readonly MissedCause[] = ['already-ringing', 'pause-on-its-way', 'phones-down'];

/** Sum of what each person added to a figure, none of them more than the most that one person may add. */
const cappedSum = (entries: readonly Entry[], figure: keyof typeof accounts): number => {
  const byPerson = new Map<string, number>();
  for (const { person, account, kind, amountMs } of entries) {
    if (amountMs <= 0 || account !== accounts[figure] || (figure === 'paidBackMs' && kind !== 'paid-back')) continue;
    byPerson.set(person, (byPerson.get(person) ?? 0) + amountMs);
  }
  return [...byPerson.values()].reduce((sum, amountMs) => sum + Math.min(amountMs, privateFigures[figure].most), 0);
};

/**
 * Releases the figures of a closed half hour: hides what too few people made, caps what one person adds, and rounds. Call it once for a
 * half hour and store the result: rounding the same facts again and again would average the rounding out.
 *
 * @param uniform returns a number from 0 up to 1, from a source that nobody can predict
 */
export const releaseHalfHour = (facts: HalfHourFacts, uniform: () => number): ReleasedHalfHour => {
  const release = (figure: keyof typeof privateFigures, amount: number): number => roundedAtRandom(amount, privateFigures[figure].step, uniform);
  const minutes = (figure: keyof typeof accounts): number => release(figure, cappedSum(facts.entries, figure));
  return {
    at: facts.at,
    queues: facts.queues.map(({ queue, people, counts }) => ({
      queue,
      offered: rounded(counts.offered, callStep),
      answered: rounded(counts.answered, callStep),
      answeredInTarget: rounded(counts.answeredInTarget, callStep),
      abandoned: rounded(counts.abandoned, callStep),
      hardCalls: people < leastPeople ? null : release('hardCalls', counts.hardCalls),
    })),
    recovery:
      facts.people < leastPeople
        ? null
        : {
            honouredMs: minutes('honouredMs'),
            cutShortMs: minutes('cutShortMs'),
            waivedMs: minutes('waivedMs'),
            bankedMs: minutes('bankedMs'),
            paidBackMs: minutes('paidBackMs'),
            pausedBehind: release('pausedBehind', facts.recoveries.filter(({ pausedDuringCall }) => pausedDuringCall).length),
            rangFirst: Object.fromEntries(
              causes.map((cause) => [cause, release('rangFirst', facts.recoveries.filter(({ missedCause }) => missedCause === cause).length)]),
            ) as ReleasedRecovery['rangFirst'],
          },
  };
};
