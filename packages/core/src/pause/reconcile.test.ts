import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asId, type TimeGrantId, type LineId, type PersonId, type QueueName, type RecoveryId } from '../ids/index.ts';
import {
  endOffQueue,
  endRecovery,
  isOpen,
  offQueueReason,
  offQueueRequest,
  openRecovery,
  reconcile,
  recoveryPauseReason,
  recoveryRequest,
  type LineCommand,
  type LineRequest,
  type ObservedLine,
  type OffQueueRecord,
  type Recovery,
} from './index.ts';

const begin = 1_800_000_000_000;
const minute = 60_000;
const [sales, support] = ['sales', 'support'].map(asId<QueueName>) as [QueueName, QueueName];
const person = asId<PersonId>('ada');
const line = asId<LineId>('L1');

const recoveryFrom = (at: number, lengthMs = 5 * minute): Recovery =>
  openRecovery({
    recovery: asId<RecoveryId>(`r${at}`),
    person,
    line,
    cause: 'asked',
    call: null,
    leg: null,
    createdAt: at,
    grantedMs: lengthMs,
    guaranteedMs: 2 * minute,
    paidBackMs: 0,
    extendedMs: 0,
    servedMs: 0,
    queues: [],
    askedAt: null,
    confirmedAt: null,
    lateLiftUntil: null,
    leaseUntil: at + lengthMs,
    pausedDuringCall: false,
    missedCause: null,
  });

const offFrom = (at: number, queue: QueueName, lengthMs = 10 * minute): OffQueueRecord => ({
  gift: asId<TimeGrantId>(`g${at}-${queue}`),
  person,
  line,
  queue,
  untilAt: at + lengthMs,
  state: 'wanted',
  askedAt: null,
  seenAt: null,
});

const isActive = (request: LineRequest): boolean => (request.kind === 'recovery' ? request.recovery.state !== 'closed' : request.off.state !== 'over');
const isWanted = (request: LineRequest): boolean => (request.kind === 'recovery' ? isOpen(request.recovery) : request.off.state === 'wanted');

/** Line with its requests and a phone system that carries out commands as `fate` says. */
class OneLine {
  now = begin;
  fate: 'obeys' | 'loses' | 'late' | 'cannot-replace' = 'obeys';
  feedUp = true;
  startedAt = begin - 1000;
  talking = false;
  requests: LineRequest[] = [];
  readonly pauses = new Map<QueueName, string | null>([
    [sales, null],
    [support, null],
  ]);
  readonly commands: LineCommand[] = [];
  /** Every reason that each queue has shown since the beginning, in order. */
  readonly shown = new Map<QueueName, (string | null)[]>([
    [sales, [null]],
    [support, [null]],
  ]);
  #late: LineCommand[] = [];

  get observed(): ObservedLine {
    const { feedUp, startedAt, talking, pauses } = this;
    return { feedUp, phonesStartedAt: startedAt, talking, ringing: false, ringingSince: null, pauses: new Map(pauses) };
  }

  add(request: LineRequest): void {
    this.requests.push(request);
    this.turn();
  }

  change(kind: LineRequest['kind'], by: (request: LineRequest) => LineRequest): void {
    const index = this.requests.findIndex((request) => request.kind === kind && isWanted(request));
    const request = this.requests[index];
    if (request) this.requests[index] = by(request);
    this.turn();
  }

  turn(): void {
    const { requests, commands } = reconcile(this.requests, this.observed, this.now);
    for (const command of commands) this.#checkCommand(command);
    const again = reconcile(requests, this.observed, this.now);
    expect(again.commands, 'a second call commands nothing').toEqual([]);
    expect(again.entries, 'a second call posts nothing').toEqual([]);
    for (const [index, request] of again.requests.entries()) expect(request, 'a second call changes nothing').toBe(requests[index]);
    this.requests = requests.filter(isActive);
    this.commands.push(...commands);
    for (const command of commands) this.#carryOut(command);
  }

  pass(ms: number): void {
    const until = this.now + ms;
    while (this.now < until) {
      this.now = Math.min(until, this.now + 1000);
      for (const command of this.#late.splice(0)) this.#apply(command);
      this.turn();
    }
  }

  show(queue: QueueName, reason: string | null): void {
    if (this.pauses.get(queue) === reason) return;
    this.pauses.set(queue, reason);
    this.shown.get(queue)?.push(reason);
  }

  #checkCommand(command: LineCommand): void {
    expect(this.feedUp, 'nothing is commanded while the picture may be old').toBe(true);
    expect(this.requests.map(({ id }) => id), 'a command names its request').toContain(command.request);
    expect(command.id.startsWith(`${command.request}/`)).toBe(true);
    expect(this.commands.every(({ id }) => id !== command.id), 'a command id is used once').toBe(true);
    for (const queue of command.queues) {
      const allowed = command.kind === 'resume' ? [command.reason] : [null, command.reason, command.replaces];
      expect(allowed, 'a foreign pause is never touched').toContain(this.pauses.get(queue));
    }
  }

  #carryOut(command: LineCommand): void {
    if (this.fate === 'loses' || (this.fate === 'cannot-replace' && command.replaces)) return;
    if (this.fate === 'late') this.#late.push(command);
    else this.#apply(command);
  }

  #apply({ kind, queues, reason, replaces }: LineCommand): void {
    for (const queue of queues) {
      const on = this.pauses.get(queue);
      if (kind === 'pause' ? on === null || on === replaces : on === reason) this.show(queue, kind === 'pause' ? reason : null);
    }
  }
}

const happening = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('pass'), ms: fc.constantFrom(1000, 3000, 11_000, 70_000, 400_000) }) },
  { weight: 3, arbitrary: fc.constant({ kind: 'recovery' }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('off'), queue: fc.constantFrom(sales, support) }) },
  { weight: 2, arbitrary: fc.constantFrom({ kind: 'end-recovery' }, { kind: 'end-off' }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('foreign'), queue: fc.constantFrom(sales, support), reason: fc.constantFrom('Coffee', null) }) },
  { weight: 2, arbitrary: fc.constantFrom({ kind: 'feed' }, { kind: 'restart' }, { kind: 'call' }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('fate'), fate: fc.constantFrom('obeys', 'loses', 'late', 'cannot-replace') }) },
);
type Happening = typeof happening extends fc.Arbitrary<infer H> ? H : never;

const happen = (one: OneLine, happened: Happening): void => {
  one.now += 1;
  if (happened.kind === 'pass' && 'ms' in happened) one.pass(happened.ms);
  if (happened.kind === 'fate' && 'fate' in happened) one.fate = happened.fate;
  if (happened.kind === 'foreign' && 'reason' in happened) one.show(happened.queue, happened.reason);
  if (happened.kind === 'feed') one.feedUp = !one.feedUp;
  if (happened.kind === 'call') one.talking = !one.talking;
  if (happened.kind === 'restart') {
    one.startedAt = one.now;
    for (const queue of [sales, support]) one.show(queue, null);
  }
  if (happened.kind === 'recovery' && !one.requests.some(({ kind }) => kind === 'recovery')) one.add(recoveryRequest(recoveryFrom(one.now)));
  if (happened.kind === 'off' && 'queue' in happened && !('reason' in happened)) {
    const off = offQueueRequest(offFrom(one.now, happened.queue));
    const isThere = one.requests.some((request) => request.kind === 'off-queue' && request.off.queue === happened.queue);
    if (!isThere) one.add(off);
  }
  if (happened.kind === 'end-recovery') {
    one.change('recovery', (request) =>
      request.kind === 'recovery' ? recoveryRequest(endRecovery(request.recovery, 'agent-went-back', one.now).recovery) : request,
    );
  }
  if (happened.kind === 'end-off') one.change('off-queue', (request) => (request.kind === 'off-queue' ? offQueueRequest(endOffQueue(request.off, one.now)) : request));
  one.turn();
};

describe('reconciling the requests of a line', () => {
  it('a second call changes nothing, a foreign pause is never touched, no pause is without a lease and every lease ends', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 25 }), (happenings) => {
        const one = new OneLine();
        for (const happened of happenings) {
          happen(one, happened);
          if (!one.feedUp || one.fate === 'late') continue;
          for (const [queue, reason] of one.pauses) {
            if (reason !== recoveryPauseReason && reason !== offQueueReason) continue;
            const leases = one.requests.filter((request) => request.reason === reason && (request.queues === 'all' || request.queues.includes(queue)));
            expect(leases.length, 'a pause of ours has its request').toBeGreaterThan(0);
          }
        }
        one.feedUp = true;
        one.talking = false;
        one.fate = 'obeys';
        for (const queue of [sales, support]) if (one.pauses.get(queue) === 'Coffee') one.show(queue, null);
        one.pass(25 * minute);
        expect(one.requests).toEqual([]);
        expect([...one.pauses.values()]).toEqual([null, null]);
      }),
      { numRuns: Number(process.env['ONHOOK_RUNS'] ?? 300) },
    );
  });

  it('the request of higher priority gets a free queue, and the other one follows without opening the line', () => {
    const one = new OneLine();
    one.requests = [offQueueRequest(offFrom(begin, sales)), recoveryRequest(recoveryFrom(begin))];
    one.turn();
    expect([...one.pauses.values()]).toEqual([recoveryPauseReason, recoveryPauseReason]);
    one.pass(5 * minute + 2000);
    expect([...one.pauses.values()]).toEqual([offQueueReason, null]);
    expect(one.shown.get(sales)).toEqual([null, recoveryPauseReason, offQueueReason]);
    expect(one.commands.at(-2)).toMatchObject({ kind: 'resume', queues: [support], reason: recoveryPauseReason });
    expect(one.commands.at(-1)).toMatchObject({ kind: 'pause', queues: [sales], reason: offQueueReason, replaces: recoveryPauseReason });
  });

  it('a recovery takes over the queue that a queue less gives back, and its minutes run on', () => {
    const one = new OneLine();
    one.add(offQueueRequest(offFrom(begin, sales, 3 * minute)));
    one.add(recoveryRequest(recoveryFrom(begin)));
    expect([...one.pauses.values()]).toEqual([offQueueReason, recoveryPauseReason]);
    one.pass(3 * minute + 2000);
    expect([...one.pauses.values()]).toEqual([recoveryPauseReason, recoveryPauseReason]);
    expect(one.shown.get(sales)).toEqual([null, offQueueReason, recoveryPauseReason]);
    expect(one.requests).toMatchObject([{ kind: 'recovery', recovery: { state: 'paused', runningSince: begin + 1000 } }]);
    one.pass(2 * minute);
    expect([...one.pauses.values()]).toEqual([null, null]);
  });

  it('a phone system that cannot replace a pause has it lifted by the repetition, and the other pause placed after it', () => {
    const one = new OneLine();
    one.fate = 'cannot-replace';
    one.requests = [offQueueRequest(offFrom(begin, sales)), recoveryRequest(recoveryFrom(begin))];
    one.turn();
    one.pass(5 * minute + 10_000);
    expect([...one.pauses.values()]).toEqual([offQueueReason, null]);
    expect(one.shown.get(sales)).toEqual([null, recoveryPauseReason, null, offQueueReason]);
  });
});
