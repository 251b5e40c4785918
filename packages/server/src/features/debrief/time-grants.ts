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

export interface TimeGrantDeps {
  readonly centre: CentreId;
  readonly clock: Clock;
  readonly day: CentreDay;
  readonly store: Store;
  readonly runtime: CentreRuntime;
  readonly log: Logger;
}

/** The request that a time grant answers. */
type GrantedRequest = Pick<debrief.Request, 'request' | 'asker'>;
/** Further work in the transaction that stores a time grant. */
type InTransaction = (trx: Db) => Promise<void>;
type MinutesGrant = Exclude<Given, { kind: 'off-queue' }>;
type GrantColumns = Omit<NewDebriefTimeGrantRow, 'centre' | 'request' | 'person' | 'from_at' | 'taken_back_at'>;

const hourMs = 3_600_000;
/** Length of a `step-away`. */
const stepAwayMs = hourMs;
const maxEarlyFinishMs = 12 * hourMs;

/** Reads time off one queue from a time grant's row; null for a grant of minutes. */
const offQueueGrantOf = ({ gift, line, queue, off_queue }: DebriefTimeGrantRow): OffQueueGrant | null =>
  off_queue === null || line === null || queue === null ? null : { gift, line, queue, untilAt: off_queue.untilAt };

/** Grants time off the line, or off one queue, for a lead or by policy. The centre's runtime pauses the line. */
export class TimeGrants {
  readonly #deps: TimeGrantDeps;

  constructor(deps: TimeGrantDeps) {
    this.#deps = deps;
  }

  /**
   * Grants time as a lead's answer to a request.
   *
   * @param inTransaction runs in the transaction that stores the time grant
   * @returns false when there is no line to pause, the line is not in that queue, or the request can no longer be answered
   */
  give(
    request: GrantedRequest,
    { gift, what, by }: { readonly gift: TimeGrantId; readonly what: Given; readonly by: PersonId },
    inTransaction: InTransaction,
  ): Promise<boolean> {
    if (what.kind === 'off-queue') return this.#takeOffQueue(request, { gift, by, queueName: what.queue }, inTransaction);
    return this.giveMinutes(request, { gift, kind: what.kind, ms: this.#durationOf(what), by }, inTransaction);
  }

  /**
   * Grants minutes: first in the floor's state, then in the time grant's row. The floor grants each id once, so an interrupted attempt
   * can be repeated.
   *
   * @param by null when policy gives the minutes because nobody answered
   */
  async giveMinutes(
    request: GrantedRequest,
    { gift, kind, ms, by }: { readonly gift: TimeGrantId; readonly kind: MinutesGrant['kind']; readonly ms: number; readonly by: PersonId | null },
    inTransaction: InTransaction = async () => {},
  ): Promise<boolean> {
    const { runtime, clock } = this.#deps;
    const now = clock.now();
    const result = await runtime.submit(request.asker, { kind: 'given', gift, ms, untilEndOfDay: kind === 'early-finish' });
    if (result.kind !== 'done') return false;
    if (await this.#store(request, { gift, given_by: by, kind, recovery: result.recovery, until_at: now + ms }, now, inTransaction)) return true;
    await runtime.submit(request.asker, { kind: 'gift-taken-back', gift });
    return false;
  }

  /**
   * Takes a time grant back: first in the floor's state, which ends the pause, then in the time grant's row.
   *
   * @param inTransaction runs in the transaction that stores the change
   * @returns false when it is too late to take any of it back
   */
  async takeBack(row: DebriefTimeGrantRow, inTransaction: InTransaction): Promise<boolean> {
    const { store, centre, clock, runtime } = this.#deps;
    const { gift, person } = row;
    const offQueueGrant = offQueueGrantOf(row);
    const result = await runtime.submit(person, offQueueGrant ? { kind: 'queue-given-back', ...offQueueGrant } : { kind: 'gift-taken-back', gift });
    if (result.kind !== 'done') return false;
    await store.db.transaction().execute(async (trx) => {
      await endTimeGrant(trx, centre, gift, clock.now());
      await inTransaction(trx);
    });
    return true;
  }

  /** Lists the queues that the person's line is a member of now, sorted by name. */
  queuesOf(person: PersonId): QueueName[] {
    const { floor } = this.#deps.runtime;
    const line = floor.lines.get(person);
    const memberships = line === undefined ? undefined : floor.tracker.lines.get(line)?.memberships;
    return [...(memberships ?? [])].flatMap(([queue, { member }]) => (member ? [queue] : [])).toSorted();
  }

  #durationOf(what: MinutesGrant): number {
    switch (what.kind) {
      case 'break':
        return what.minutes * 60_000;
      case 'step-away':
        return stepAwayMs;
      case 'early-finish': {
        const now = this.#deps.clock.now();
        return Math.min(maxEarlyFinishMs, this.#dayEndOf(now) - now);
      }
    }
  }

  /** Returns the centre's next midnight in epoch milliseconds. Correct across daylight saving time. */
  #dayEndOf(now: number): number {
    const { day } = this.#deps;
    return day.dayStartOf(day.dayStartOf(now) + 36 * hourMs);
  }

  /** Takes the person off one queue until the end of the day. Stores the row before commanding the phone system. */
  async #takeOffQueue(
    request: GrantedRequest,
    { gift, by, queueName }: { readonly gift: TimeGrantId; readonly by: PersonId; readonly queueName: string },
    inTransaction: InTransaction,
  ): Promise<boolean> {
    const { runtime, clock } = this.#deps;
    const line = runtime.floor.lines.get(request.asker);
    const queue = this.queuesOf(request.asker).find((name) => name === queueName);
    if (line === undefined || queue === undefined) return false;
    const now = clock.now();
    const untilAt = this.#dayEndOf(now);
    const offQueue: OffQueue = { untilAt, state: 'wanted', askedAt: null, seenAt: null };
    const queueColumns = { line, queue, off_queue: json(offQueue), off_queue_over: false };
    if (!(await this.#store(request, { gift, given_by: by, kind: 'off-queue', recovery: null, until_at: untilAt, ...queueColumns }, now, inTransaction))) return false;
    await runtime.submit(request.asker, { kind: 'queue-taken-off', gift, line, queue, untilAt });
    return true;
  }

  /** Stores the time grant as the request's answer. False when the request has meanwhile been taken back or answered. */
  #store({ request, asker: person }: GrantedRequest, columns: GrantColumns, now: number, inTransaction: InTransaction): Promise<boolean> {
    const { store, centre } = this.#deps;
    return store.db.transaction().execute(async (trx) => {
      const current = (await lockRequest(trx, centre, request))?.body;
      const by = columns.given_by ?? null;
      if (!current || !(by === null ? current.state === 'unanswered' : debrief.mayGrantTime(current, by))) return false;
      if (!(await addTimeGrant(trx, { centre, request, person, from_at: now, taken_back_at: null, ...columns }))) return true;
      const answered = by !== null && debrief.answerRequest(current, by, { kind: 'given' }, now);
      if (answered && answered.kind === 'answered') await saveRequest(trx, centre, answered.request);
      await inTransaction(trx);
      return true;
    });
  }
}
