import { unexplainedPauses, type FloorState, type UnexplainedPause } from '@onhook/core/floor';
import type { LineId } from '@onhook/core/ids';
import { placeOf } from '@onhook/core/pause';

/** Time after which a pause that is still to be lifted counts as late, in milliseconds. */
export const lateEndingMs = 10_000;

/** Pause whose time is over and that the phone system has not lifted. */
export interface LateEnding {
  /** Recovery or gift that the pause belongs to. */
  readonly request: string;
  readonly line: LineId;
  /** Time at which it should have ended, epoch milliseconds. */
  readonly since: number;
}

/** Lists recoveries and times off a queue that ended more than ten seconds ago and whose pause is still on. */
export const lateEndings = (floor: FloorState, now: number): LateEnding[] => [
  ...[...floor.recoveries.values()].flatMap(({ state, recovery, line, leaseUntil }) =>
    state === 'ending' && now > leaseUntil + lateEndingMs ? [{ request: recovery, line, since: leaseUntil }] : [],
  ),
  ...[...floor.offQueues.values()].flatMap(({ state, gift, line, untilAt }) =>
    state === 'lifting' && now > untilAt + lateEndingMs ? [{ request: gift, line, since: untilAt }] : [],
  ),
];

/** Lines with a lease: those whose pause has to be what the phone system holds. */
export const leasedLines = (floor: FloorState): ReadonlySet<LineId> =>
  new Set([
    ...[...floor.recoveries.values()].flatMap(({ line, queues }) => [line, ...queues.map((seat) => placeOf(line, seat).line)]),
    ...[...floor.offQueues.values()].flatMap(({ state, line }) => (state === 'over' ? [] : [line])),
  ]);

/** Findings of one look at the floor that were not there at the look before. */
export interface NewFindings {
  readonly late: readonly LateEnding[];
  readonly unexplained: readonly UnexplainedPause[];
}

/** Creates a watch that reports each late ending and each unexplained pause once, for as long as it lasts. */
export const createPauseWatch = (): { look(floor: FloorState, now: number): NewFindings & { readonly lateCount: number } } => {
  let known = new Set<string>();
  return {
    look(floor, now) {
      const late = lateEndings(floor, now);
      const unexplained = unexplainedPauses(floor);
      const nameOfLate = ({ request }: LateEnding): string => `late\n${request}`;
      const nameOfUnexplained = ({ line, queue, since }: UnexplainedPause): string => `unexplained\n${line}\n${queue}\n${since}`;
      const found = {
        late: late.filter((one) => !known.has(nameOfLate(one))),
        unexplained: unexplained.filter((one) => !known.has(nameOfUnexplained(one))),
        lateCount: late.length,
      };
      known = new Set([...late.map(nameOfLate), ...unexplained.map(nameOfUnexplained)]);
      return found;
    },
  };
};
