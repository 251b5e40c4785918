import type { Given } from '@onhook/contract';
import * as debrief from '@onhook/core/debrief';
import type { OffQueue } from '@onhook/core/pause';
import type { CentreId, TimeGrantId, PersonId, QueueName } from '@onhook/core/ids';
import type { OffQueueGrant } from '@onhook/core/floor';
import type { Clock } from '@onhook/phones/port';
import type { Logger } from 'pino';
import type { CentreDay } from '../../centre/centre-day.ts';
import type { CentreRuntime } from '../../centre/runtime.ts';
import { addTimeGrant, endTimeGrant, lockRequest, saveRequest, type DebriefTimeGrantRow, type NewDebriefTimeGrantRow } from './queries.ts';
import { json, type Db, type Store } from '../../platform/store/index.ts';

export interface TimeGrantParts {
  readonly centre: CentreId;
  readonly clock: Clock;
  readonly day: CentreDay;
  readonly store: Store;
  readonly runtime: CentreRuntime;
  readonly log: Logger;
}

/** The request that a time grant answers. */
type Asked = Pick<debrief.Request, 'request' | 'asker'>;
/** Runs in the transaction that stores a gift. */
type Also = (trx: Db) => Promise<void>;
type Held = Exclude<Given, { kind: 'off-queue' }>;
type Booked = Omit<NewDebriefTimeGrantRow, 'centre' | 'request' | 'person' | 'from_at' | 'taken_back_at'>;

const hourMs = 3_600_000;
/** The longest that `step-away` lasts. */
const stepAwayMs = hourMs;
const longestMs = 12 * hourMs;

/** Time off one queue, from a time grant's row; null for a grant of minutes. */
const offQueueGrantOf = ({ gift, line, queue, off_queue }: DebriefTimeGrantRow): OffQueueGrant | null =>
  off_queue === null || line === null || queue === null ? null : { gift, line, queue, untilAt: off_queue.untilAt };

/** Gives time off the line, or off one queue, on behalf of a lead or of policy. The centre's runtime carries it out. */
export class TimeGrants {
  readonly #parts: TimeGrantParts;

  constructor(parts: TimeGrantParts) {
    this.#parts = parts;
  }

  /**
   * Gives the time with which a lead answers a request.
   *
   * @param also runs in the transaction that stores the time grant
   * @returns false when there is no line to pause, the line is not in that queue, or the request can no longer be answered
   */
  give(
    asked: Asked,
    { gift, what, by }: { readonly gift: TimeGrantId; readonly what: Given; readonly by: PersonId },
    also: Also,
  ): Promise<boolean> {
    if (what.kind === 'off-queue') return this.#takeOffQueue(asked, { gift, by, named: what.queue }, also);
    return this.giveMinutes(asked, { gift, kind: what.kind, ms: this.#lengthOf(what), by }, also);
  }

  /**
   * Gives minutes: first on the floor, then in the time grant's row. The floor gives each grant id only once, so an interrupted
   * try can be repeated.
   *
   * @param by null when policy gives the minutes because nobody answered
   */
  async giveMinutes(
    asked: Asked,
    { gift, kind, ms, by }: { readonly gift: TimeGrantId; readonly kind: Held['kind']; readonly ms: number; readonly by: PersonId | null },
    also: Also = async () => {},
  ): Promise<boolean> {
    const { runtime, clock } = this.#parts;
    const now = clock.now();
    const result = await runtime.submit(asked.asker, { kind: 'given', gift, ms, untilEndOfDay: kind === 'early-finish' });
    if (result.kind !== 'done') return false;
    if (await this.#book(asked, { gift, given_by: by, kind, recovery: result.recovery, until_at: now + ms }, now, also)) return true;
    await runtime.submit(asked.asker, { kind: 'gift-taken-back', gift });
    return false;
  }

  /**
   * Takes a time grant back: first on the floor, which ends the pause, then in the time grant's row.
   *
   * @param also runs in the transaction that stores the change
   * @returns false when it is too late to take any of it back
   */
  async takeBack(row: DebriefTimeGrantRow, also: Also): Promise<boolean> {
    const { store, centre, clock, runtime } = this.#parts;
    const { gift, person } = row;
    const offQueueGrant = offQueueGrantOf(row);
    const result = await runtime.submit(person, offQueueGrant ? { kind: 'queue-given-back', ...offQueueGrant } : { kind: 'gift-taken-back', gift });
    if (result.kind !== 'done') return false;
    await store.db.transaction().execute(async (trx) => {
      await endTimeGrant(trx, centre, gift, clock.now());
      await also(trx);
    });
    return true;
  }

  /** Names of the queues that the person's line is in now, sorted. */
  queuesOf(person: PersonId): QueueName[] {
    const { floor } = this.#parts.runtime;
    const line = floor.lines.get(person);
    const seats = line === undefined ? undefined : floor.tracker.lines.get(line)?.memberships;
    return [...(seats ?? [])].flatMap(([queue, { member }]) => (member ? [queue] : [])).toSorted();
  }

  #lengthOf(what: Held): number {
    switch (what.kind) {
      case 'break':
        return what.minutes * 60_000;
      case 'step-away':
        return stepAwayMs;
      case 'early-finish': {
        const now = this.#parts.clock.now();
        return Math.min(longestMs, this.#dayEndOf(now) - now);
      }
    }
  }

  /** Returns the centre's next midnight in epoch milliseconds, with clock changes taken into account. */
  #dayEndOf(now: number): number {
    const { day } = this.#parts;
    return day.dayStartOf(day.dayStartOf(now) + 36 * hourMs);
  }

  /** Takes the person off one queue until the end of the day. Stores the row before commanding the phone system. */
  async #takeOffQueue(
    asked: Asked,
    { gift, by, named }: { readonly gift: TimeGrantId; readonly by: PersonId; readonly named: string },
    also: Also,
  ): Promise<boolean> {
    const { runtime, clock } = this.#parts;
    const line = runtime.floor.lines.get(asked.asker);
    const queue = this.queuesOf(asked.asker).find((one) => one === named);
    if (line === undefined || queue === undefined) return false;
    const now = clock.now();
    const untilAt = this.#dayEndOf(now);
    const off: OffQueue = { untilAt, state: 'wanted', askedAt: null, seenAt: null };
    const stored = { line, queue, off_queue: json(off), off_queue_over: false };
    if (!(await this.#book(asked, { gift, given_by: by, kind: 'off-queue', recovery: null, until_at: untilAt, ...stored }, now, also))) return false;
    await runtime.submit(asked.asker, { kind: 'queue-taken-off', gift, line, queue, untilAt });
    return true;
  }

  /** Stores the time grant as the request's answer. False when the request has meanwhile been taken back or answered. */
  #book({ request, asker: person }: Asked, booked: Booked, now: number, also: Also): Promise<boolean> {
    const { store, centre } = this.#parts;
    return store.db.transaction().execute(async (trx) => {
      const held = (await lockRequest(trx, centre, request))?.body;
      const by = booked.given_by ?? null;
      if (!held || !(by === null ? held.state === 'unanswered' : debrief.mayGrantTime(held, by))) return false;
      if (!(await addTimeGrant(trx, { centre, request, person, from_at: now, taken_back_at: null, ...booked }))) return true;
      const answered = by !== null && debrief.answerRequest(held, by, { kind: 'given' }, now);
      if (answered && answered.kind === 'answered') await saveRequest(trx, centre, answered.request);
      await also(trx);
      return true;
    });
  }
}
