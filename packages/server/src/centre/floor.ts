import { randomUUID } from 'node:crypto';
import { serialize } from 'node:v8';
import type { PhoneEvent } from '@onhook/core/call';
import type { CentreId, LineId, PersonId, QueueName } from '@onhook/core/ids';
import { createKeeper, forgetPerson, tidy } from '@onhook/core/floor';
import type { Heard, Keeper, Moment, Outcome, Policy, Saying } from '@onhook/core/floor';
import type { Clock, PhoneSystem, Sink } from '@onhook/phones/port';
import type { Logger } from 'pino';
import { appendEvents } from './queries/event-log.ts';
import { databaseNow, freeFloor, keepFloor, leaveFloor, takeFloor } from './queries/floor-owner.ts';
import { saveSnapshot } from './queries/snapshots.ts';
import { seeLines } from './queries/lines.ts';
import { StoreFull, StoreUnavailable, type Store } from '../platform/store/index.ts';
import type { Metrics } from '../platform/metrics/metrics.ts';
import type { CentreDay } from './centre-day.ts';
import { decide, Undecided, type Decided, type Work } from './decide.ts';
import { loadKeeper, loadPeople, stateVersion } from './load.ts';
import { writeOutcome, writeUsual } from './rows.ts';
import { asNewEvent, storable } from './storable.ts';

/** What changed on screens, published once it is durable. */
export interface Touched {
  readonly people: ReadonlySet<PersonId>;
  readonly lines: ReadonlySet<LineId>;
  readonly queues: ReadonlySet<QueueName>;
}

export interface FloorParts {
  readonly centre: CentreId;
  readonly policy: Policy;
  readonly day: CentreDay;
  readonly clock: Clock;
  /** What the renewing of ownership is timed by: real time, also where `clock` is an imaginary one. */
  readonly ownerClock: Clock;
  readonly store: Store;
  readonly phones: readonly PhoneSystem[];
  readonly log: Logger;
  readonly metrics: Metrics;
  publish(touched: Touched): void;
  /** Another process has taken the floor from under us: this one should end, and be started afresh. */
  lost(): void;
}

export type FloorState = 'standby' | 'loading' | 'running' | 'store-down' | 'stopped';

/** The floor is not run by this process (yet, or any more); another may be asked. */
export class NotTheOwner extends Error {
  constructor() {
    super('another process runs this floor');
    this.name = 'NotTheOwner';
  }
}

const ownerTtlMs = 10_000;
const renewMs = 3000;
const sweepMs = 1000;
const mostEventsATick = 2000;
const finalRefusals = new Set(['unknown-line', 'no-permission']);

/**
 * Runs one centre's floor: one tick takes what has come in, decides, makes it all durable in one transaction, and only
 * then tells the phone system and the browsers. One process at a time owns a floor; the others stand by.
 */
export class Floor {
  readonly #parts: FloorParts;
  readonly #owner = randomUUID();
  readonly #queue: Work[] = [];
  #keeper: Keeper = createKeeper();
  #state: FloorState = 'standby';
  #fence = 0;
  #seq = 0;
  #ticking: Promise<void> | null = null;
  #stopping = false;
  #timers: NodeJS.Timeout[] = [];
  #sweepDue = false;
  #renewedAt = 0;
  #eventsSinceSnapshot = 0;
  #seenLines = new Map<LineId, string>();

  constructor(parts: FloorParts) {
    this.#parts = parts;
  }

  get state(): FloorState {
    return this.#state;
  }

  /** The picture as it is now; to be read only. */
  get keeper(): Keeper {
    return this.#keeper;
  }

  /** How many events the log holds that this process has taken in or read. */
  get seq(): number {
    return this.#seq;
  }

  get waiting(): number {
    return this.#queue.length;
  }

  /** Takes the floor if it is free, and goes on trying if not. Resolves once it is running or standing by. */
  async start(): Promise<void> {
    await this.#tryToOwn();
    this.#every(sweepMs, () => {
      if (this.#state === 'standby') void this.#tryToOwn();
      else this.#wantSweep();
    });
    this.#every(60_000, () => this.#wantTidy());
  }

  /**
   * Events that must be durable before the sender is told so. Rejects with NotTheOwner, or a store error, when they
   * could not be kept.
   */
  accept(events: readonly PhoneEvent[]): Promise<void> {
    return new Promise((done, failed) => this.#put({ kind: 'events', events, heardAt: this.#parts.clock.now(), done, failed }));
  }

  /** Resolves once everything taken in so far is durable. */
  kept(): Promise<void> {
    return this.accept([]);
  }

  /** What an agent said. Resolves once what follows from it is durable. */
  submit(person: PersonId, saying: Saying): Promise<Heard> {
    return new Promise((done, failed) => this.#put({ kind: 'saying', person, saying, done, failed }));
  }

  /** Whose line is whose has changed in the store. */
  peopleChanged(): void {
    this.#put({ kind: 'people' });
  }

  /** Nothing in memory is theirs from now on; for somebody who is nobody any more in the store. */
  async forget(person: PersonId): Promise<void> {
    while (this.#ticking) await this.#ticking;
    forgetPerson(this.#keeper, person);
  }

  /** Does what is due now; for a clock that is moved by hand. */
  async turn(): Promise<void> {
    this.#wantSweep();
    while (this.#ticking) await this.#ticking;
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    for (const timer of this.#timers) clearInterval(timer);
    await Promise.all(this.#parts.phones.map((phone) => phone.stop()));
    while (this.#ticking) await this.#ticking;
    if (this.#state === 'running') {
      await this.#snapshot();
      await leaveFloor(this.#parts.store.db, this.#parts.centre, this.#owner, this.#fence);
    }
    this.#state = 'stopped';
    for (const work of this.#queue.splice(0)) if ('failed' in work) work.failed(new NotTheOwner());
  }

  #every(ms: number, act: () => void): void {
    this.#timers.push(setInterval(act, ms));
  }

  async #tryToOwn(): Promise<void> {
    const { store, centre, clock, log, day, policy } = this.#parts;
    if (this.#state !== 'standby' || this.#stopping) return;
    this.#state = 'loading';
    try {
      // Its folder is locked by this process: whoever owned the floor has ended, perhaps a moment ago.
      if (store.kind === 'embedded') await freeFloor(store.db, centre);
      const taken = await takeFloor(store.db, centre, this.#owner, databaseNow, ownerTtlMs);
      if (taken.kind === 'held') {
        this.#state = 'standby';
        return;
      }
      this.#fence = taken.fence;
      const now = clock.now();
      const { keeper, seq, eventsRead } = await loadKeeper(store.db, centre, policy, { now, dayStartAt: day.dayStartOf(now) });
      this.#keeper = keeper;
      this.#seq = seq;
      this.#renewedAt = 0;
      this.#state = 'running';
      log.info({ fence: this.#fence, eventsRead, openRecoveries: keeper.recoveries.size }, 'the floor is ours');
      for (const phone of this.#parts.phones) phone.start(this.#sinkOf(phone));
    } catch (error) {
      this.#state = 'standby';
      log.error({ err: error }, 'the floor could not be taken');
    }
  }

  #sinkOf(phone: PhoneSystem): Sink {
    const { log, metrics } = this.#parts;
    return {
      events: (events) => {
        this.accept(events).catch((error: unknown) => log.error({ err: error, events: events.length }, 'events not kept'));
      },
      notice: (notice) => {
        metrics.notices.inc({ kind: notice.kind });
        log.warn({ source: phone.source, kind: notice.kind }, notice.detail);
      },
    };
  }

  #put(work: Work): void {
    if (this.#state === 'standby' || this.#state === 'stopped') {
      if ('failed' in work) work.failed(new NotTheOwner());
      return;
    }
    if (this.#state === 'store-down' && work.kind === 'saying') {
      work.failed(new StoreUnavailable('the store takes no writes just now'));
      return;
    }
    this.#queue.push(work);
    this.#run();
  }

  #wantSweep(): void {
    this.#sweepDue = true;
    this.#run();
  }

  #wantTidy(): void {
    const { clock, day, store, centre, log } = this.#parts;
    if (this.#state !== 'running') return;
    const now = clock.now();
    tidy(this.#keeper, this.#moment(now), day.dayStartOf(now));
    const work = this.#eventsSinceSnapshot > 0 ? this.#snapshot() : writeUsual(store.db, centre, this.#keeper.usual, now);
    work.catch((error: unknown) => log.warn({ err: error }, 'snapshot not written'));
  }

  #run(): void {
    if (this.#ticking || this.#state !== 'running') return;
    this.#ticking = this.#ticks().finally(() => {
      this.#ticking = null;
      if (this.#queue.length > 0 || this.#sweepDue) this.#run();
    });
  }

  async #ticks(): Promise<void> {
    while (this.#state === 'running' && (this.#queue.length > 0 || this.#sweepDue)) {
      const works = this.#take();
      const sweepDue = this.#sweepDue;
      this.#sweepDue = false;
      await this.#tick(works, sweepDue);
    }
  }

  #take(): Work[] {
    let events = 0;
    let count = 0;
    for (const work of this.#queue) {
      events += work.kind === 'events' ? work.events.length : 0;
      if (count > 0 && events > mostEventsATick) break;
      count += 1;
    }
    return this.#queue.splice(0, count);
  }

  #moment(now: number): Moment {
    return { now, policy: this.#parts.policy, hourOf: this.#parts.day.hourOf };
  }

  /** Decides once, then writes until the store takes it or the floor is somebody else's. */
  async #tick(works: readonly Work[], sweepDue: boolean): Promise<void> {
    const { store, centre, clock, ownerClock, log, metrics } = this.#parts;
    const now = clock.now();
    let decided: Decided | null = null;
    let logged = works.flatMap((work) => (work.kind === 'events' ? work.events : []));
    for (let tries = 0; ; tries += 1) {
      try {
        const began = performance.now();
        const quiet = logged.length === 0 && works.length === 0 && ownerClock.now() - this.#renewedAt < renewMs;
        if (quiet) {
          decided = decide(this.#keeper, { works, fresh: new Set(), sweepDue }, this.#moment(now), metrics);
          if (!worthWriting(decided.outcome)) return;
        }
        await store.db.transaction().execute(async (trx) => {
          if (!(await keepFloor(trx, centre, this.#owner, this.#fence, databaseNow, ownerTtlMs))) throw new NotTheOwner();
          const appended = await appendEvents(trx, centre, logged.map(asNewEvent));
          if (works.some((work) => work.kind === 'people')) await loadPeople(trx, centre, this.#keeper);
          const fresh = new Set(logged.filter((_, index) => !appended.isKnown(index)));
          decided ??= decide(this.#keeper, { works, fresh, sweepDue }, this.#moment(now), metrics);
          await writeOutcome(trx, centre, decided.outcome, now);
          await this.#noteLines(trx, decided.outcome, now);
          this.#seq = appended.lastSeq ?? this.#seq;
        });
        this.#renewedAt = ownerClock.now();
        metrics.tickSeconds.observe((performance.now() - began) / 1000);
        if (this.#state === 'store-down') log.info('the store takes writes again');
        this.#state = 'running';
        break;
      } catch (error) {
        if (error instanceof NotTheOwner) return this.#stepDown(works);
        if (error instanceof Undecided) {
          // Nothing of this tick is on disk, and the picture in memory can no longer be trusted: begin again from the disk.
          log.fatal({ err: error.cause }, 'a decision failed');
          return this.#stepDown(works);
        }
        if (this.#stopping && tries > 2) return this.#giveUp(works, error);
        metrics.storeFailures.inc();
        if (!decided && tries > 0 && !(error instanceof StoreFull) && !(error instanceof StoreUnavailable)) {
          logged = await storable(this.#parts, logged);
        }
        this.#state = 'store-down';
        this.#seenLines.clear();
        log.error({ err: error, tries, kept: works.length }, 'the store refused a write; nothing is lost while this process lives, trying again');
        for (const work of works) if (work.kind === 'saying') work.failed(asError(error));
        await new Promise((resolve) => setTimeout(resolve, Math.min(5000, 100 * 2 ** tries)));
      }
    }
    if (decided) this.#release(decided);
  }

  #release({ outcome, answers, fresh }: Decided): void {
    const { metrics } = this.#parts;
    this.#eventsSinceSnapshot += fresh;
    for (const answer of answers) answer();
    for (const command of outcome.commands) this.#send(command);
    for (const recovery of outcome.recoveries.values()) {
      if (recovery.createdAt === recovery.leaseUntil || recovery.pause !== 'over') continue;
      metrics.recoveries.inc({ because: recovery.because ?? 'none', behind: String(recovery.behind), rang_first: recovery.rangFirst ?? 'no' });
    }
    this.#parts.publish(outcome);
  }

  #send(command: Outcome['commands'][number]): void {
    const { phones, log, metrics } = this.#parts;
    const track = this.#keeper.tracker.lines.get(command.line);
    const phone = phones.find((p) => p.source === track?.source);
    const recovery = this.#keeper.recoveries.get(command.person)?.recovery;
    if (!phone) return;
    phone[command.kind](command.line, command.queues).then(
      (answer) => {
        metrics.commands.inc({ kind: command.kind, answer: answer.kind === 'sent' ? 'sent' : answer.because });
        if (answer.kind === 'sent') return;
        log.warn({ command: command.kind, because: answer.because, message: answer.message }, 'the phone system refused');
        if (recovery) this.#put({ kind: 'refused', person: command.person, recovery, final: finalRefusals.has(answer.because) });
      },
      (error: unknown) => log.error({ err: error, command: command.kind }, 'a command failed'),
    );
  }

  async #noteLines(trx: Store['db'], outcome: Outcome, now: number): Promise<void> {
    const seen = [];
    for (const line of outcome.lines) {
      const track = this.#keeper.tracker.lines.get(line);
      if (!track || this.#seenLines.get(line) === track.name) continue;
      seen.push({ line, source: track.source, name: track.name });
    }
    if (seen.length === 0) return;
    await seeLines(trx, this.#parts.centre, seen, now);
    for (const { line, name } of seen) this.#seenLines.set(line, name);
  }

  async #snapshot(): Promise<void> {
    const { store, centre, clock } = this.#parts;
    while (this.#ticking) await this.#ticking;
    const now = clock.now();
    const state = serialize(this.#keeper.tracker);
    const upToSeq = this.#seq;
    this.#eventsSinceSnapshot = 0;
    await store.db.transaction().execute(async (trx) => {
      if (!(await keepFloor(trx, centre, this.#owner, this.#fence, databaseNow, ownerTtlMs))) throw new NotTheOwner();
      await saveSnapshot(trx, { centre, state_version: stateVersion, up_to_seq: upToSeq, state, at: now });
      await writeUsual(trx, centre, this.#keeper.usual, now);
    });
  }

  #stepDown(works: readonly Work[]): void {
    this.#parts.log.error('this process runs the floor no longer');
    this.#state = 'stopped';
    for (const phone of this.#parts.phones) void phone.stop();
    for (const work of [...works, ...this.#queue.splice(0)]) if ('failed' in work) work.failed(new NotTheOwner());
    this.#parts.lost();
  }

  #giveUp(works: readonly Work[], error: unknown): void {
    for (const work of works) if ('failed' in work) work.failed(asError(error));
  }
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

const worthWriting = (outcome: Outcome): boolean =>
  outcome.entries.length + outcome.recoveries.size + outcome.offers.size + outcome.calls.size + outcome.commands.length > 0;
