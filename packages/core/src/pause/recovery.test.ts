import { describe, expect, it } from 'vitest';
import { asId, type LineId, type PersonId, type QueueName, type RecoveryId } from '../ids/index.ts';
import { balances, type Entry } from '../ledger/index.ts';
import {
  duringCallLeaseMs,
  endRecovery,
  extendRecovery,
  isOpen,
  latePauseWindowMs,
  openRecovery,
  pauseFactsOf,
  reconcile,
  recoveryPauseReason,
  recoveryRequest,
  refuseRecovery,
  type LineCommand,
  type ObservedLine,
  type OpenRecovery,
  type Recovery,
  type RecoveryStep,
} from './index.ts';

const begin = 1_800_000_000_000;
const minute = 60_000;
const [sales, support] = ['sales', 'support'].map(asId<QueueName>) as [QueueName, QueueName];

const facts = {
  recovery: asId<RecoveryId>('r'),
  person: asId<PersonId>('ada'),
  line: asId<LineId>('L1'),
  cause: 'hard-call',
  call: null,
  leg: null,
  createdAt: begin,
  grantedMs: 5 * minute,
  guaranteedMs: 2 * minute,
  paidBackMs: 0,
  extendedMs: 0,
  servedMs: 0,
  queues: [],
  askedAt: null,
  confirmedAt: null,
  lateLiftUntil: null,
  leaseUntil: begin + 5 * minute,
  pausedDuringCall: false,
  missedCause: null,
} as const;
const fresh = openRecovery(facts);

const scene = (sales_: string | null, support_?: string | null, more: Partial<ObservedLine> = {}): ObservedLine => ({
  feedUp: true,
  phonesStartedAt: begin - 3_600_000,
  talking: false,
  ringing: false,
  ringingSince: null,
  pauses: new Map([[sales, sales_], ...(support_ === undefined ? [] : [[support, support_] as const])]),
  ...more,
});

/** A recovery that is reconciled again and again, with its entries and its last commands. */
const follow = (recovery: Recovery = fresh) => {
  const entries: Entry[] = [];
  let last: readonly LineCommand[] = [];
  let now: Recovery = recovery;
  const take = (step: RecoveryStep): Recovery => {
    now = step.recovery;
    entries.push(...step.entries);
    last = step.commands;
    return now;
  };
  return {
    at: (ms: number, seen: ObservedLine) => {
      const { requests, ...step } = reconcile([recoveryRequest(now)], seen, begin + ms);
      const [request] = requests;
      return take({ ...step, recovery: request?.kind === 'recovery' ? request.recovery : now });
    },
    take,
    get recovery() {
      return now;
    },
    get commands() {
      return last.map(({ kind, queues }) => [kind, ...queues]);
    },
    get booked() {
      return balances(entries);
    },
  };
};

describe('a recovery', () => {
  it('pauses, runs from when the phone system says so, and resumes when its minutes are up', () => {
    const r = follow();
    r.at(0, scene(null, null));
    expect(r.commands).toEqual([['pause', sales, support]]);
    r.at(100, scene(recoveryPauseReason, null));
    expect(r.commands).toEqual([]);
    expect(r.at(200, scene(recoveryPauseReason, recoveryPauseReason))).toMatchObject({ confirmedAt: begin + 200, runningSince: begin + 200 });
    expect(r.at(5 * minute, scene(recoveryPauseReason, recoveryPauseReason))).toSatisfy(isOpen);
    expect(r.at(5 * minute + 200, scene(recoveryPauseReason, recoveryPauseReason))).toMatchObject({ state: 'ending', endReason: 'time-was-up' });
    expect(r.commands).toEqual([['resume', sales, support]]);
    expect(r.at(5 * minute + 300, scene(null, null))).toMatchObject({ state: 'closed' });
    expect(r.booked).toMatchObject({ granted: -5 * minute, honoured: 5 * minute });
  });

  it('stands still while a call is on, and holds its lease for as long', () => {
    const r = follow(openRecovery({ ...facts, pausedDuringCall: true }));
    r.at(0, scene(null, undefined, { talking: true }));
    r.at(100, scene(recoveryPauseReason, undefined, { talking: true }));
    for (let ms = 0; ms < 60 * minute; ms += minute) r.at(ms, scene(recoveryPauseReason, undefined, { talking: true }));
    expect(r.recovery).toMatchObject({ state: 'waiting', servedMs: 0 });
    expect(r.recovery.leaseUntil).toBeLessThanOrEqual(begin + 60 * minute + duringCallLeaseMs);
    expect(r.at(60 * minute, scene(recoveryPauseReason))).toMatchObject({ runningSince: begin + 60 * minute, leaseUntil: begin + 65 * minute });
    r.at(61 * minute, scene(recoveryPauseReason, undefined, { ringing: true }));
    expect(r.recovery).toMatchObject({ state: 'waiting', servedMs: minute });
  });

  it('says what rang first', () => {
    const rangAt = (ringingSince: number, feedUp = true) => pauseFactsOf(follow().at(50, scene(null, undefined, { ringing: true, ringingSince, feedUp }))).missedCause;
    expect([rangAt(begin - 10), rangAt(begin + 10), rangAt(begin + 10, false)]).toEqual(['already-ringing', 'pause-on-its-way', 'phones-down']);
  });

  it('asks again for a pause that does not come, and in the end gives up', () => {
    const r = follow();
    r.at(0, scene(null));
    r.at(1999, scene(null));
    expect(r.commands).toEqual([]);
    r.at(2000, scene(null));
    expect(r.commands).toEqual([['pause', sales]]);
    expect(r.at(5 * minute, scene(null))).toMatchObject({ state: 'ending', endReason: 'phone-refused' });
    expect(r.at(5 * minute + latePauseWindowMs, scene(null)).state).toBe('closed');
    expect(r.booked).toMatchObject({ 'cut-short': 5 * minute });
  });

  it('is cut short by who takes the pause away, or puts another over it', () => {
    for (const [seen, because] of [
      [scene(null), 'taken-away'],
      [scene('Coffee'), 'paused-by-another'],
      [scene(null, undefined, { pauses: new Map() }), 'logged-out'],
    ] as const) {
      const r = follow();
      r.at(0, scene(null));
      r.at(100, scene(recoveryPauseReason));
      expect(r.at(minute + 100, seen)).toMatchObject({ state: 'closed', endReason: because });
      expect(r.commands).toEqual([]);
      expect(r.booked).toMatchObject({ honoured: minute, 'cut-short': 4 * minute });
    }
  });

  it('is banked when somebody else had paused the line before it could begin', () => {
    const r = follow();
    expect(r.at(0, scene('Coffee'))).toMatchObject({ state: 'closed', endReason: 'paused-by-another', bankedMs: 5 * minute });
    expect(r.booked).toMatchObject({ banked: 5 * minute });
  });

  it('leaves alone what is paused for another reason', () => {
    const r = follow();
    r.at(0, scene('Coffee', null));
    expect(r.commands).toEqual([['pause', support]]);
    r.at(100, scene('Coffee', recoveryPauseReason));
    r.at(5 * minute + 100, scene('Coffee', recoveryPauseReason));
    expect(r.commands).toEqual([['resume', support]]);
  });

  it('pauses a queue that the line joins meanwhile, and takes nothing for taken away', () => {
    const r = follow();
    r.at(0, scene(null));
    r.at(100, scene(recoveryPauseReason));
    r.at(minute, scene(recoveryPauseReason, null));
    expect(r.commands).toEqual([['pause', support]]);
    r.at(minute + 1000, scene(recoveryPauseReason, null));
    expect(r.recovery).toMatchObject({ state: 'paused', runningSince: begin + 100 });
    expect(r.at(minute + 1500, scene(recoveryPauseReason, recoveryPauseReason))).toMatchObject({ confirmedAt: begin + minute + 1500 });
    expect(r.at(2 * minute, scene(recoveryPauseReason, null))).toMatchObject({ endReason: 'taken-away' });
  });

  it('asks for its pause when that of the recovery before it comes off late', () => {
    const r = follow({ ...fresh, queues: [sales, support], lateLiftUntil: begin + latePauseWindowMs });
    expect(r.at(0, scene(recoveryPauseReason, recoveryPauseReason))).toMatchObject({ confirmedAt: begin, runningSince: begin });
    r.at(300, scene(null, recoveryPauseReason));
    expect(r.commands).toEqual([['pause', sales]]);
    r.at(400, scene(recoveryPauseReason, recoveryPauseReason));
    r.at(410, scene(recoveryPauseReason, null));
    expect(r.recovery).toSatisfy(isOpen);
    r.at(2300, scene(recoveryPauseReason, null));
    expect(r.commands).toEqual([['pause', support]]);
    r.at(2400, scene(recoveryPauseReason, recoveryPauseReason));
    expect(r.at(latePauseWindowMs, scene(recoveryPauseReason, null))).toMatchObject({ endReason: 'taken-away' });
  });

  it('pauses again what a restart of the phone system lost', () => {
    const r = follow();
    r.at(0, scene(null));
    r.at(100, scene(recoveryPauseReason));
    r.at(minute, scene(null, undefined, { phonesStartedAt: begin + 30_000 }));
    expect(r.recovery).toSatisfy(isOpen);
    expect(r.commands).toEqual([['pause', sales]]);
  });

  it('does nothing by an old picture', () => {
    const r = follow();
    r.at(0, scene(null));
    r.at(100, scene(recoveryPauseReason));
    r.at(minute, scene(null, undefined, { feedUp: false }));
    expect(r.recovery).toSatisfy(isOpen);
    r.at(6 * minute, scene(recoveryPauseReason, undefined, { feedUp: false }));
    expect(r.recovery).toMatchObject({ state: 'ending', endReason: 'time-was-up' });
    expect(r.commands).toEqual([]);
    r.at(7 * minute, scene(recoveryPauseReason));
    expect(r.commands).toEqual([['resume', sales]]);
  });

  it('lifts the pause in one queue when the other is refused for good, even if it is told of later', () => {
    const r = follow();
    r.at(0, scene(null, null));
    expect(r.take(refuseRecovery(r.recovery, true, begin + 50))).toMatchObject({ state: 'ending', endReason: 'phone-refused' });
    r.at(1000, scene(recoveryPauseReason, null));
    expect(r.commands).toEqual([['resume', sales]]);
    expect(r.at(1100, scene(null, null)).state).toBe('closed');
  });

  it('is tried again after a refusal that may pass', () => {
    const r = follow();
    r.at(0, scene(null));
    expect(r.take(refuseRecovery(r.recovery, false, begin + 50))).toSatisfy(isOpen);
    r.at(2000, scene(null));
    expect(r.commands).toEqual([['pause', sales]]);
  });

  it('can be made longer, and honours no more than it was granted', () => {
    const r = follow();
    r.at(0, scene(null));
    r.at(100, scene(recoveryPauseReason));
    r.take(extendRecovery(r.recovery as OpenRecovery, 2 * minute, begin + minute));
    expect(r.at(5 * minute + 100, scene(recoveryPauseReason))).toSatisfy(isOpen);
    r.at(20 * minute, scene(recoveryPauseReason));
    expect(r.booked).toMatchObject({ honoured: 7 * minute });
    expect(endRecovery(r.recovery, 'agent-went-back', begin + 30 * minute).entries).toEqual([]);
  });

  it('banks what an agent puts off and waives what an agent skips', () => {
    const restOf = (because: 'agent-said-later' | 'agent-skipped' | 'agent-said-fine' | 'agent-went-back') =>
      balances(endRecovery({ ...fresh, servedMs: minute }, because, begin + 2 * minute).entries);
    expect(restOf('agent-said-later')).toMatchObject({ honoured: minute, banked: 4 * minute });
    for (const because of ['agent-skipped', 'agent-said-fine', 'agent-went-back'] as const) {
      expect(restOf(because)).toMatchObject({ honoured: minute, waived: 4 * minute });
    }
  });
});
