import { randomUUID } from 'node:crypto';
import type { Given } from '@onhook/contract';
import * as debrief from '@onhook/core/debrief';
import * as pause from '@onhook/core/pause';
import { asId, type CentreId, type CommandId, type GiftId, type LineId, type PersonId, type QueueName } from '@onhook/core/ids';
import { observeLine } from '@onhook/core/floor';
import type { Clock, PhoneSystem } from '@onhook/phones/port';
import type { Logger } from 'pino';
import type { CentreDay } from '../../centre/centre-day.ts';
import type { CentreRuntime } from '../../centre/runtime.ts';
import { addGift, endGift, holdGift, holdRequest, keepOffQueue, keepRequest, openOffQueues, type DebriefGiftRow, type NewDebriefGiftRow } from './queries.ts';
import { json, type Db, type Store } from '../../platform/store/index.ts';

export interface GiftParts {
  readonly centre: CentreId;
  readonly clock: Clock;
  readonly day: CentreDay;
  readonly store: Store;
  readonly runtime: CentreRuntime;
  readonly phones: readonly PhoneSystem[];
  readonly log: Logger;
}

/** Whose request a gift is the answer to. */
type Asked = Pick<debrief.Request, 'request' | 'asker'>;
/** Done in the transaction that writes a gift down. */
type Also = (trx: Db) => Promise<void>;
type Held = Exclude<Given, { kind: 'off-queue' }>;
type Booked = Omit<NewDebriefGiftRow, 'centre' | 'request' | 'person' | 'from_at' | 'taken_back_at'>;

const hourMs = 3_600_000;
/** Away from the line for as long as it takes, and no longer than this without a new word. */
const stepAwayMs = hourMs;
const longestMs = 12 * hourMs;

/** Time off the line, or off one queue, that a request was answered with: made true by the floor and the phone system. */
export class Gifts {
  readonly #parts: GiftParts;
  #settling = false;

  constructor(parts: GiftParts) {
    this.#parts = parts;
  }

  /** False: there is no line to hold, or it is not in that queue, or the request is no longer theirs to answer. */
  give(
    asked: Asked,
    { gift, what, by }: { readonly gift: GiftId; readonly what: Given; readonly by: PersonId },
    also: Also,
  ): Promise<boolean> {
    if (what.kind === 'off-queue') return this.#takeOffQueue(asked, { gift, by, named: what.queue }, also);
    return this.hold(asked, { gift, kind: what.kind, ms: this.#lengthOf(what), by }, also);
  }

  /**
   * The floor first: what it does is given once by its name, so a try that was cut off is simply tried again.
   *
   * @param by null: by policy, as nobody had answered
   */
  async hold(
    asked: Asked,
    { gift, kind, ms, by }: { readonly gift: GiftId; readonly kind: Held['kind']; readonly ms: number; readonly by: PersonId | null },
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

  async takeBack({ gift, person, off_queue }: DebriefGiftRow, also: Also): Promise<boolean> {
    const { store, centre, clock, runtime } = this.#parts;
    if (!off_queue && (await runtime.submit(person, { kind: 'gift-taken-back', gift })).kind !== 'done') return false;
    await store.db.transaction().execute(async (trx) => {
      const off = (await holdGift(trx, centre, gift))?.off_queue;
      if (off) await keepOffQueue(trx, centre, gift, pause.endOffQueue(off, clock.now()));
      await endGift(trx, centre, gift, clock.now());
      await also(trx);
    });
    return true;
  }

  /** The queues this person's line is in just now, by name. */
  queuesOf(person: PersonId): QueueName[] {
    const { floor } = this.#parts.runtime;
    const line = floor.lines.get(person);
    const seats = line === undefined ? undefined : floor.tracker.lines.get(line)?.memberships;
    return [...(seats ?? [])].flatMap(([queue, { member }]) => (member ? [queue] : [])).toSorted();
  }

  /**
   * Compares who should be off which queue with what the phone system has told. Written down before it is asked for
   * anything; what it does not do is asked again by the next look.
   */
  async settleQueues(): Promise<void> {
    const { store, centre, clock, runtime, phones, log } = this.#parts;
    if (runtime.status !== 'running' || this.#settling) return;
    this.#settling = true;
    try {
      for (const { gift, line, queue, off_queue: seen } of await openOffQueues(store.db, centre)) {
        if (!line || !queue || !seen) continue;
        const settle = (off: pause.OffQueue) => pause.reconcileOffQueue(off, this.#seatOf(line, queue), clock.now());
        if (settle(seen).off === seen) continue;
        const command = await store.db.transaction().execute(async (trx) => {
          // It may have been taken back since.
          const before = (await holdGift(trx, centre, gift))?.off_queue;
          if (!before) return null;
          const settled = settle(before);
          if (settled.off !== before) await keepOffQueue(trx, centre, gift, settled.off);
          return settled.command;
        });
        if (command === null) continue;
        const source = runtime.floor.tracker.lines.get(line)?.source;
        const answer = await phones.find((phone) => phone.source === source)?.[command]({
          id: asId<CommandId>(`cmd_${randomUUID()}`),
          line,
          queues: [queue],
          reason: pause.offQueueReason,
        });
        if (answer?.kind === 'refused') log.warn({ command, because: answer.because, message: answer.message }, 'the phone system refused');
      }
    } finally {
      this.#settling = false;
    }
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

  /** The next midnight, whatever the clocks do on the way. */
  #dayEndOf(now: number): number {
    const { day } = this.#parts;
    return day.dayStartOf(day.dayStartOf(now) + 36 * hourMs);
  }

  #seatOf(line: LineId, queue: QueueName): pause.ObservedMembership {
    const { floor } = this.#parts.runtime;
    const { feedUp, phonesStartedAt, pauses } = observeLine(floor, line);
    return { feedUp, phonesStartedAt, member: pauses.has(queue), pausedFor: pauses.get(queue) ?? null };
  }

  /** Off that queue until the day's end, if they are in it now. */
  async #takeOffQueue(
    asked: Asked,
    { gift, by, named }: { readonly gift: GiftId; readonly by: PersonId; readonly named: string },
    also: Also,
  ): Promise<boolean> {
    const { runtime, clock } = this.#parts;
    const line = runtime.floor.lines.get(asked.asker);
    const queue = this.queuesOf(asked.asker).find((one) => one === named);
    if (line === undefined || queue === undefined) return false;
    const now = clock.now();
    const untilAt = this.#dayEndOf(now);
    const off: pause.OffQueue = { untilAt, state: 'wanted', askedAt: null, seenAt: null };
    const seat = { line, queue, off_queue: json(off), off_queue_over: false };
    return this.#book(asked, { gift, given_by: by, kind: 'off-queue', recovery: null, until_at: untilAt, ...seat }, now, also);
  }

  /** Writes it down, and that this is the answer. False: the request was taken back meanwhile, or answered by somebody else. */
  #book({ request, asker: person }: Asked, booked: Booked, now: number, also: Also): Promise<boolean> {
    const { store, centre } = this.#parts;
    return store.db.transaction().execute(async (trx) => {
      const held = (await holdRequest(trx, centre, request))?.body;
      const by = booked.given_by ?? null;
      if (!held || !(by === null ? held.state === 'unanswered' : debrief.mayGiveFor(held, by))) return false;
      if (!(await addGift(trx, { centre, request, person, from_at: now, taken_back_at: null, ...booked }))) return true;
      const answered = by !== null && debrief.answerRequest(held, by, { kind: 'given' }, now);
      if (answered && answered.kind === 'answered') await keepRequest(trx, centre, answered.request);
      await also(trx);
      return true;
    });
  }
}
