import { randomUUID } from 'node:crypto';
import { serialize } from 'node:v8';
import { trackerVersions, type PhoneEvent, type Tracker } from '@onhook/core/call';
import type { CentreId, LineId, PersonId, SourceId } from '@onhook/core/ids';
import { createFloorState, forgetPastRequests, removePerson, pruneState } from '@onhook/core/floor';
import type { CommandResult, FloorState, DecisionContext, Effects, Policy, AgentCommand } from '@onhook/core/floor';
import type { Clock, Notice, PastEvents, PhoneSystem, Sink } from '@onhook/phones/port';
import type { Logger } from 'pino';
import { appendBatches, appendEvents, pastEvents, replaceByHashes, type NewEvent } from './queries/event-log.ts';
import { databaseNow, acquireLease, clearLease, releaseLease, renewLease } from './queries/floor-owner.ts';
import { saveSnapshot } from './queries/snapshots.ts';
import { seeLines } from './queries/lines.ts';
import { isInvalidData, StoreFull, StoreTooNew, StoreUnavailable, type Store } from '../platform/store/index.ts';
import type { FloorChanged } from '../platform/bus/index.ts';
import { NotTheOwner } from '../platform/not-the-owner.ts';
import type { Metrics } from '../platform/metrics/metrics.ts';
import type { CentreDay } from './centre-day.ts';
import { createDecided, decide, RuleFailure, type Decided, type Input } from './decide.ts';
import { loadFloorState, loadPeople } from './load.ts';
import { createPauseWatch, leasedLines } from './pause-watch.ts';
import { writeEffects, writeUsual } from './rows.ts';
import { toNewEvent, dropUnstorable } from './drop-unstorable.ts';

export interface RuntimeParts {
  readonly centre: CentreId;
  readonly policy: Policy;
  readonly day: CentreDay;
  readonly clock: Clock;
  /** Clock for renewing the lease: real time, even where `clock` is simulated. */
  readonly ownerClock: Clock;
  readonly store: Store;
  readonly phones: readonly PhoneSystem[];
  readonly log: Logger;
  readonly metrics: Metrics;
  /** Hash that an event of a past day is known by; null for one of today. */
  readonly pastEventId: (event: Pick<PhoneEvent, 'source' | 'id' | 'at'>) => string | null;
  /** Called once the changes are durable. */
  publish(changed: FloorChanged): void;
  /** Called when another process has taken the floor. This process should then end and be restarted. */
  onLeaseLost(): void;
}

/** Warning of a phone system, with the time at which it arrived in epoch milliseconds. */
interface KeptNotice {
  readonly at: number;
  readonly notice: Notice;
}

export type RuntimeStatus = 'standby' | 'loading' | 'running' | 'store-down' | 'stopped';

const ownerTtlMs = 10_000;
/** An ending that takes longer than this is a fault, and is measured. */
const slowEndingMs = 10_000;
const renewMs = 3000;
const clockTickMs = 1000;
/** Interval in which lines with a lease are read from the phone system, which reports no change that a reload makes. */
const rereadMs = 60_000;
const maxEventsPerTick = 2000;
/** The database appends this many events while this process decides on as many before them. */
const eventsPerBatch = 500;
/** Events of past days that one transaction replaces. */
const pastEventsAtATime = 1000;
/** Warnings of each phone system that are kept for administrators. */
const noticesKept = 20;
const finalRefusals = new Set(['unknown-line', 'no-permission']);

/**
 * Runs one centre's floor. A tick takes the inputs, decides, makes everything durable in one transaction, and only
 * then notifies the phone system and the browsers. One process at a time owns a floor; the others stand by.
 */
export class CentreRuntime {
  readonly #parts: RuntimeParts;
  readonly #owner = randomUUID();
  readonly #queue: Input[] = [];
  readonly #notices = new Map<SourceId, readonly KeptNotice[]>();
  #floor: FloorState = createFloorState();
  #status: RuntimeStatus = 'standby';
  #fence = 0;
  #seq = 0;
  #ticking: Promise<void> | null = null;
  #stopping = false;
  #timers: NodeJS.Timeout[] = [];
  #clockTickDue = false;
  #renewedAt = 0;
  /** Time of `ownerClock` until which no other process can have taken the floor. */
  #leaseUntil = 0;
  #eventsSinceSnapshot = 0;
  #seenLines = new Map<LineId, string>();
  readonly #pauseWatch = createPauseWatch();

  constructor(parts: RuntimeParts) {
    this.#parts = parts;
  }

  get status(): RuntimeStatus {
    return this.#status;
  }

  /** Current state of the floor. Callers must not change it. */
  get floor(): FloorState {
    return this.#floor;
  }

  /** Sequence number of the last event that this process has appended or read. */
  get seq(): number {
    return this.#seq;
  }

  get waiting(): number {
    return this.#queue.length;
  }

  /**
   * Takes the floor if it is free, and otherwise keeps trying. Resolves once the runtime is running or standing by.
   *
   * @throws StoreTooNew when a newer Onhook has written data that must be read
   */
  async start(): Promise<void> {
    await this.#tryToAcquire();
    this.#every(clockTickMs, () => {
      if (this.#status === 'standby') this.#tryToAcquire().catch(() => this.#parts.onLeaseLost());
      else this.#requestClockTick();
      this.#watchPauses();
    });
    this.#every(60_000, () => this.#pruneAndSave());
    this.#every(rereadMs, () => this.#rereadLeased());
  }

  /**
   * Takes in events. Resolves once they are durable. Rejects with NotTheOwner, or a store error, when they could not
   * be stored.
   */
  ingest(events: readonly PhoneEvent[]): Promise<void> {
    return new Promise((done, failed) => this.#enqueue({ kind: 'events', events, receivedAt: this.#parts.clock.now(), done, failed }));
  }

  /** Resolves once everything taken in so far is durable. */
  flush(): Promise<void> {
    return this.ingest([]);
  }

  /** Submits an agent's command. Resolves with its result once the effects are durable. */
  submit(person: PersonId, command: AgentCommand): Promise<CommandResult> {
    return new Promise((done, failed) => this.#enqueue({ kind: 'command', person, command, done, failed }));
  }

  /**
   * Reads a line from its phone system, whose events follow.
   *
   * @returns false when it could not be read
   */
  async reread(line: LineId): Promise<boolean> {
    return (await this.#phoneOf(line)?.reread?.(line)) ?? false;
  }

  /**
   * Checks inside a transaction that this process runs the floor. No other process can take it until the transaction ends.
   *
   * @throws NotTheOwner
   */
  async mustOwn(trx: Store['db']): Promise<void> {
    const { centre } = this.#parts;
    if (this.#status !== 'running' || !(await renewLease(trx, centre, this.#owner, this.#fence, databaseNow, ownerTtlMs))) throw new NotTheOwner();
  }

  /**
   * Takes what is past out of the state of the phones, stores it, and replaces the events of days before `before` by hashes of
   * their identifiers. Works in small transactions; what is left after an interruption is done by the next call.
   *
   * @param before the centre's last midnight, epoch milliseconds
   * @throws NotTheOwner when this process does not run the floor any more
   */
  async closeLog(before: number): Promise<void> {
    const { store, centre, clock, day, pastEventId } = this.#parts;
    if (this.#status !== 'running') throw new NotTheOwner();
    while (this.#ticking) await this.#ticking;
    const now = clock.now();
    pruneState(this.#floor, this.#contextAt(now), day.dayStartOf(now));
    forgetPastRequests(this.#floor, before);
    const upToSeq = await this.#snapshot();
    for (;;) {
      const events = await pastEvents(store.db, centre, before, upToSeq, pastEventsAtATime);
      if (events.length === 0) return;
      await store.db.transaction().execute(async (trx) => {
        await this.mustOwn(trx);
        await replaceByHashes(trx, centre, events.map((event) => ({ ...event, hash: pastEventId(event) })));
      });
    }
  }

  /** Reloads the people of lines, which have changed in the store. */
  peopleChanged(): void {
    this.#enqueue({ kind: 'people' });
  }

  /** Removes a person from memory, after they were deleted from the store. */
  async removePerson(person: PersonId): Promise<void> {
    while (this.#ticking) await this.#ticking;
    removePerson(this.#floor, person);
  }

  /** Runs everything that is due; for use with a simulated clock. */
  async runDue(): Promise<void> {
    this.#requestClockTick();
    while (this.#ticking) await this.#ticking;
    this.#watchPauses();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    for (const timer of this.#timers) clearInterval(timer);
    await Promise.all(this.#parts.phones.map((phone) => phone.stop()));
    while (this.#ticking) await this.#ticking;
    if (this.#status === 'running') {
      await this.#snapshot();
      this.#leaseUntil = 0;
      await releaseLease(this.#parts.store.db, this.#parts.centre, this.#owner, this.#fence);
    }
    this.#status = 'stopped';
    for (const input of this.#queue.splice(0)) if ('failed' in input) input.failed(new NotTheOwner());
  }

  #every(ms: number, act: () => void): void {
    this.#timers.push(setInterval(act, ms));
  }

  async #tryToAcquire(): Promise<void> {
    const { store, centre, clock, log, day, policy } = this.#parts;
    if (this.#status !== 'standby' || this.#stopping) return;
    this.#status = 'loading';
    try {
      // The data folder is locked by this process, so any earlier owner of the floor has ended.
      if (store.kind === 'embedded') await clearLease(store.db, centre);
      const taken = await acquireLease(store.db, centre, this.#owner, databaseNow, ownerTtlMs);
      if (taken.kind === 'held') {
        this.#status = 'standby';
        return;
      }
      this.#fence = taken.fence;
      const now = clock.now();
      const { floor, seq, eventsRead } = await loadFloorState(store.db, centre, policy, { now, dayStartAt: day.dayStartOf(now) });
      this.#floor = floor;
      this.#seq = seq;
      this.#renewedAt = 0;
      this.#status = 'running';
      log.info({ fence: this.#fence, eventsRead, openRecoveries: floor.recoveries.size }, 'the floor is ours');
      for (const phone of this.#parts.phones) phone.start(this.#sinkOf(phone), pastOf(floor.tracker, phone.source));
    } catch (error) {
      if (error instanceof StoreTooNew) {
        // Another try would fail the same way, and a process of the newer version may be waiting.
        this.#status = 'stopped';
        await releaseLease(store.db, centre, this.#owner, this.#fence);
        log.fatal({ err: error }, 'the floor was run by a newer version');
        throw error;
      }
      this.#status = 'standby';
      log.error({ err: error }, 'the floor could not be taken');
    }
  }

  /** Last warnings of a phone system since the server started, newest first. */
  notices(source: SourceId): readonly KeptNotice[] {
    return this.#notices.get(source) ?? [];
  }

  #sinkOf(phone: PhoneSystem): Sink {
    const { clock, log, metrics } = this.#parts;
    return {
      events: (events) => {
        this.ingest(events).catch((error: unknown) => log.error({ err: error, events: events.length }, 'events not kept'));
      },
      notice: (notice) => {
        metrics.notices.inc({ kind: notice.kind });
        this.#notices.set(phone.source, [{ at: clock.now(), notice }, ...this.notices(phone.source)].slice(0, noticesKept));
        log.warn({ source: phone.source, kind: notice.kind }, notice.detail);
      },
    };
  }

  #enqueue(input: Input): void {
    if (this.#status === 'standby' || this.#status === 'stopped') {
      if ('failed' in input) input.failed(new NotTheOwner());
      return;
    }
    if (this.#status === 'store-down' && input.kind === 'command') {
      input.failed(new StoreUnavailable('the store takes no writes just now'));
      return;
    }
    this.#queue.push(input);
    this.#run();
  }

  #requestClockTick(): void {
    this.#clockTickDue = true;
    this.#run();
  }

  #pruneAndSave(): void {
    const { clock, day, store, centre, log } = this.#parts;
    if (this.#status !== 'running') return;
    const now = clock.now();
    pruneState(this.#floor, this.#contextAt(now), day.dayStartOf(now));
    const input: Promise<unknown> = this.#eventsSinceSnapshot > 0 ? this.#snapshot() : writeUsual(store.db, centre, this.#floor.usual, now);
    input.catch((error: unknown) => log.warn({ err: error }, 'snapshot not written'));
  }

  #run(): void {
    if (this.#ticking || this.#status !== 'running') return;
    this.#ticking = this.#ticks().finally(() => {
      this.#ticking = null;
      if (this.#queue.length > 0 || this.#clockTickDue) this.#run();
    });
  }

  async #ticks(): Promise<void> {
    while (this.#status === 'running' && (this.#queue.length > 0 || this.#clockTickDue)) {
      const inputs = this.#takeInputs();
      const sweepDue = this.#clockTickDue;
      this.#clockTickDue = false;
      await this.#tick(inputs, sweepDue);
    }
  }

  #takeInputs(): Input[] {
    let events = 0;
    let count = 0;
    for (const input of this.#queue) {
      events += input.kind === 'events' ? input.events.length : 0;
      if (count > 0 && events > maxEventsPerTick) break;
      count += 1;
    }
    return this.#queue.splice(0, count);
  }

  #contextAt(now: number): DecisionContext {
    return { now, policy: this.#parts.policy, hourOf: this.#parts.day.hourOf };
  }

  /** Decides once, then retries the write until the store takes it or another process owns the floor. */
  async #tick(inputs: readonly Input[], sweepDue: boolean): Promise<void> {
    const { store, centre, clock, ownerClock, log, metrics } = this.#parts;
    const now = clock.now();
    const batches = inBatchesOf(inputs, eventsPerBatch);
    const decided = createDecided();
    let decidedBatches = 0;
    const decideNext = (fresh: Set<PhoneEvent>): void => {
      const clockTickDue = sweepDue && decidedBatches === batches.length - 1;
      decide(this.#floor, decided, { inputs: batches[decidedBatches] ?? [], fresh, clockTickDue }, this.#contextAt(now), metrics);
      decidedBatches += 1;
    };
    let leasedAt = ownerClock.now();
    let logged = batches.map((batch) => batch.flatMap((input) => (input.kind === 'events' ? input.events : [])));
    for (let tries = 0; ; tries += 1) {
      try {
        const began = performance.now();
        leasedAt = ownerClock.now();
        const quiet = inputs.length === 0 && ownerClock.now() - this.#renewedAt < renewMs;
        if (quiet && decidedBatches === 0) {
          decideNext(new Set());
          if (!worthWriting(decided.effects)) return;
        }
        await store.db.transaction().execute(async (trx) => {
          // The transaction runs its statements in this order; events are serialised while the database renews the lease.
          const renewed = renewLease(trx, centre, this.#owner, this.#fence, databaseNow, ownerTtlMs);
          renewed.catch(() => {});
          const mustOwn = async (): Promise<void> => {
            if (!(await renewed)) throw new NotTheOwner();
          };
          if (inputs.some((input) => input.kind === 'people')) {
            await mustOwn();
            await loadPeople(trx, centre, this.#floor, this.#parts.policy);
          }
          let lastSeq: number | null = null;
          const toAppend = logged.map((events) => () => events.map((event) => this.#newEventOf(event)));
          await appendBatches(trx, centre, toAppend, async (appended, batch) => {
            await mustOwn();
            lastSeq = appended.lastSeq ?? lastSeq;
            // A batch that was decided before a failed write is only written again.
            if (batch >= decidedBatches) decideNext(new Set(logged[batch]?.filter((_, index) => !appended.isKnown(index))));
          });
          await writeEffects(trx, centre, decided.effects, now);
          await this.#saveSeenLines(trx, decided.effects, now);
          const commanded = await appendEvents(trx, centre, decided.effects.logged.map(toNewEvent));
          this.#seq = commanded.lastSeq ?? lastSeq ?? this.#seq;
        });
        this.#renewedAt = ownerClock.now();
        this.#leaseUntil = leasedAt + ownerTtlMs;
        if (logged.length > 0) metrics.tickSeconds.observe((performance.now() - began) / 1000);
        if (this.#status === 'store-down') log.info('the store takes writes again');
        this.#status = 'running';
        break;
      } catch (error) {
        if (error instanceof NotTheOwner) return this.#stepDown(inputs);
        if (error instanceof RuleFailure) {
          // The store has no write of this tick, and the state in memory may be half changed: it must be loaded again.
          log.fatal({ err: error.cause }, 'a decision failed');
          return this.#stepDown(inputs);
        }
        if (decidedBatches === batches.length && isInvalidData(error)) {
          // Trying again for ever would lift no pause any more; a floor that is loaded again decides afresh.
          log.fatal({ err: error }, 'the store can never take what was decided');
          return this.#stepDown(inputs);
        }
        if (this.#stopping && tries > 2) return this.#giveUp(inputs, error);
        metrics.storeFailures.inc();
        if (decidedBatches < batches.length && tries > 0 && !(error instanceof StoreFull) && !(error instanceof StoreUnavailable)) {
          const storable = new Set(await dropUnstorable(this.#parts, logged.flat()));
          logged = logged.map((events) => events.filter((event) => storable.has(event)));
        }
        this.#status = 'store-down';
        this.#seenLines.clear();
        log.error({ err: error, tries, flush: inputs.length }, 'the store refused a write; nothing is lost while this process lives, trying again');
        for (const input of inputs) if (input.kind === 'command') input.failed(toError(error));
        await new Promise((resolve) => setTimeout(resolve, Math.min(5000, 100 * 2 ** tries)));
      }
    }
    this.#publishEffects(decided);
  }

  /**
   * Answers callers, commands phones and publishes changes after the store has them. Sends no command once the lease
   * may have expired: the owner of the next tick repeats it.
   */
  #publishEffects({ effects, answers, fresh }: Decided): void {
    const { metrics, ownerClock, log } = this.#parts;
    this.#eventsSinceSnapshot += fresh;
    for (const answer of answers) answer();
    if (ownerClock.now() < this.#leaseUntil) for (const command of effects.commands) this.#send(command);
    else if (effects.commands.length > 0) log.warn({ commands: effects.commands.length }, 'the lease may have expired: nothing is commanded');
    for (const { line, to } of effects.handovers) {
      metrics.notices.inc({ kind: 'login-changed' });
      log.warn({ kind: 'login-changed', line }, `the phone system gives the line another name: its calls are ${to === null ? 'nobody’s, until the line is matched again' : 'those of the person with that name'}`);
    }
    for (const recovery of effects.recoveries.values()) {
      if (recovery.state !== 'closed') continue;
      // A quick ending is not counted: each would show that a recovery has ended.
      const endingMs = recovery.closedAt - recovery.leaseUntil;
      if (endingMs > slowEndingMs) metrics.endingSeconds.observe(endingMs / 1000);
    }
    this.#parts.publish(effects);
  }

  #phoneOf(line: LineId): PhoneSystem | undefined {
    const source = this.#floor.tracker.lines.get(line)?.source;
    return this.#parts.phones.find((phone) => phone.source === source);
  }

  /** Notices pauses that should be off by now, and those that look like Onhook's without a command that explains them. */
  #watchPauses(): void {
    const { clock, log, metrics } = this.#parts;
    if (this.#status !== 'running') return;
    const { late, unexplained, lateCount } = this.#pauseWatch.look(this.#floor, clock.now());
    metrics.lateEndings.set(lateCount);
    for (const { request, line } of late) {
      metrics.notices.inc({ kind: 'late-ending' });
      log.warn({ kind: 'late-ending', request, line }, 'a pause is over and still on: the phone system has not lifted it within ten seconds');
    }
    for (const { line, queue } of unexplained) {
      metrics.notices.inc({ kind: 'unexplained-pause' });
      log.warn({ kind: 'unexplained-pause', line, queue }, 'a pause looks like Onhook’s, but no command explains it: an administrator can lift it under "Lines"');
    }
  }

  #rereadLeased(): void {
    if (this.#status !== 'running') return;
    for (const line of leasedLines(this.#floor)) this.reread(line).catch((error: unknown) => this.#parts.log.warn({ err: error }, 'a line could not be read'));
  }

  #send(command: Effects['commands'][number]): void {
    const { log, metrics } = this.#parts;
    const phone = this.#phoneOf(command.line);
    if (!phone) return;
    const { id, kind, line, queues, reason, replaces, setAt } = command;
    const isCurrent = (): boolean => this.#status !== 'stopped' && this.#parts.ownerClock.now() < this.#leaseUntil;
    phone[kind]({ id, line, queues, reason, ...(replaces && { replaces }), ...(setAt && { setAt }), isCurrent }).then(
      (answer) => {
        metrics.commands.inc({ kind: command.kind, answer: answer.kind === 'sent' ? 'sent' : answer.because });
        if (answer.kind === 'sent') return;
        log.warn({ command: command.kind, id, because: answer.because, message: answer.message }, 'the phone system refused');
        this.#enqueue({ kind: 'refused', person: command.person, request: command.request, final: finalRefusals.has(answer.because) });
      },
      (error: unknown) => log.error({ err: error, command: command.kind }, 'a command failed'),
    );
  }

  async #saveSeenLines(trx: Store['db'], effects: Effects, now: number): Promise<void> {
    const seen = [];
    for (const line of effects.lines) {
      const track = this.#floor.tracker.lines.get(line);
      if (!track || this.#seenLines.get(line) === track.name) continue;
      seen.push({ line, source: track.source, name: track.name });
    }
    if (seen.length === 0) return;
    await seeLines(trx, this.#parts.centre, seen, now);
    for (const { line, name } of seen) this.#seenLines.set(line, name);
  }

  #newEventOf(event: PhoneEvent): NewEvent {
    const pastId = this.#parts.pastEventId(event);
    return pastId === null ? toNewEvent(event) : { ...toNewEvent(event), pastId };
  }

  /** Stores the state of the phones. Returns the number of the last event in it. */
  async #snapshot(): Promise<number> {
    const { store, centre, clock } = this.#parts;
    while (this.#ticking) await this.#ticking;
    const now = clock.now();
    const state = serialize(this.#floor.tracker);
    const upToSeq = this.#seq;
    this.#eventsSinceSnapshot = 0;
    await store.db.transaction().execute(async (trx) => {
      if (!(await renewLease(trx, centre, this.#owner, this.#fence, databaseNow, ownerTtlMs))) throw new NotTheOwner();
      await saveSnapshot(trx, { centre, state_version: trackerVersions.newest, up_to_seq: upToSeq, state, at: now });
      await writeUsual(trx, centre, this.#floor.usual, now);
    });
    return upToSeq;
  }

  #stepDown(inputs: readonly Input[]): void {
    this.#parts.log.error('this process runs the floor no longer');
    this.#status = 'stopped';
    for (const phone of this.#parts.phones) void phone.stop();
    for (const input of [...inputs, ...this.#queue.splice(0)]) if ('failed' in input) input.failed(new NotTheOwner());
    this.#parts.onLeaseLost();
  }

  #giveUp(inputs: readonly Input[], error: unknown): void {
    for (const input of inputs) if ('failed' in input) input.failed(toError(error));
  }
}

/** Earlier events of a phone system. Those since a connection that has not sent its roster may be incomplete. */
const pastOf = ({ feeds, lines }: Tracker, source: SourceId): PastEvents | null => {
  const feed = feeds.get(source);
  if (!feed) return null;
  return {
    lastEventAt: feed.trusted ? feed.lastEventAt : Math.min(feed.lastEventAt, feed.gapFrom),
    lines: [...lines.values()].filter((line) => line.source === source),
  };
};

const toError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

/** Splits inputs, in their order, into at least one batch. A batch has at most `most` events or a single input. */
const inBatchesOf = (inputs: readonly Input[], most: number): Input[][] => {
  const batches: Input[][] = [[]];
  let events = 0;
  for (const input of inputs) {
    const more = input.kind === 'events' ? input.events.length : 0;
    if (events > 0 && events + more > most) {
      batches.push([]);
      events = 0;
    }
    events += more;
    batches.at(-1)?.push(input);
  }
  return batches;
};

const worthWriting = (effects: Effects): boolean =>
  effects.entries.length + effects.recoveries.size + effects.offQueues.size + effects.offers.size + effects.calls.size + effects.commands.length > 0;
