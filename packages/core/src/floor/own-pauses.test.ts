import { describe, expect, it } from 'vitest';
import { trackerVersions } from '../call/index.ts';
import { asId, type TimeGrantId } from '../ids/index.ts';
import { recoveryPauseReason } from '../pause/index.ts';
import { unexplainedPauses } from './index.ts';
import { ada, bo, ImaginaryFloor, sales, service, support } from './imaginary-floor.property.ts';

const setUp = () => new ImaginaryFloor(1_800_000_000_000);
const pausedFor = (floor: ImaginaryFloor, { line }: typeof ada) => [...floor.phones.phone(line).members.values()].map((member) => member.pausedFor);
const both = [recoveryPauseReason, recoveryPauseReason];

const inRecovery = (): ImaginaryFloor => {
  const floor = setUp();
  floor.command(ada.person, { kind: 'given', gift: asId<TimeGrantId>('g1'), ms: 240_000, untilEndOfDay: false });
  expect(pausedFor(floor, ada)).toEqual(both);
  return floor;
};

describe('a pause that lost its reason', () => {
  it('A reload that keeps the pause and loses its reason does not keep the line from opening at the end', () => {
    const floor = inRecovery();
    floor.phones.reload(ada.line);
    expect(pausedFor(floor, ada)).toEqual(['', '']);
    floor.pass(250_000);
    expect(floor.recoveryOf(ada.person)).toMatchObject({ state: 'closed', endReason: 'time-was-up', servedMs: 240_000 });
    expect(pausedFor(floor, ada)).toEqual([null, null]);
  });

  it('A restart that keeps the pause and loses its reason leaves the recovery running, and its end lifts the pause', () => {
    const floor = inRecovery();
    floor.phones.restart(true);
    floor.pass(8000);
    floor.phones.comeBack(ada.line);
    floor.connect(0);
    expect(pausedFor(floor, ada)).toEqual(['', '']);
    expect(floor.recoveryOf(ada.person)?.state).toBe('paused');
    floor.pass(250_000);
    expect(floor.recoveryOf(ada.person)).toMatchObject({ state: 'closed', endReason: 'time-was-up' });
    expect(pausedFor(floor, ada)).toEqual([null, null]);
  });

  it('A member that comes back long after its recovery ended is lifted when it comes', () => {
    const floor = inRecovery();
    floor.phones.restart(true);
    floor.connect(0);
    expect(floor.recoveryOf(ada.person)).toMatchObject({ state: 'closed', endReason: 'logged-out' });
    floor.pass(20 * 60_000);
    floor.phones.comeBack(ada.line);
    expect(pausedFor(floor, ada)).toEqual([null, null]);
  });

  it('A server that starts again after the end lifts what its log holds a command for, reason or not', () => {
    for (const loses of [false, true]) {
      const floor = inRecovery();
      floor.phones.fate = 'loses';
      floor.command(ada.person, { kind: 'released' });
      floor.crash();
      if (loses) floor.phones.reload(ada.line);
      floor.phones.fate = 'obeys';
      floor.connect(0);
      floor.pass(3000);
      expect(pausedFor(floor, ada), `loses ${loses}`).toEqual([null, null]);
    }
  });
});

describe('a release', () => {
  it('It lifts what a lease covers: the recovery in every state, time off a queue, a pause that lost its reason', () => {
    for (const loses of [false, true]) {
      const floor = inRecovery();
      floor.command(ada.person, { kind: 'queue-taken-off', gift: asId<TimeGrantId>('off'), line: ada.line, queue: sales, untilAt: floor.now + 600_000 });
      if (loses) floor.phones.reload(ada.line);
      floor.phones.fate = 'loses';
      floor.command(ada.person, { kind: 'released' });
      expect(floor.recoveryOf(ada.person)).toMatchObject({ state: 'ending', endReason: 'released' });
      floor.phones.fate = 'obeys';
      floor.now += 100;
      floor.phones.now += 100;
      floor.command(ada.person, { kind: 'released' });
      expect(pausedFor(floor, ada), `loses ${loses}`).toEqual([null, null]);
      floor.pass(3000);
      expect(floor.recoveryOf(ada.person)?.state).toBe('closed');
      expect([...floor.state.offQueues.values()].filter(({ state }) => state !== 'over')).toEqual([]);
    }
  });

  it('It leaves the pause of somebody else', () => {
    const floor = inRecovery();
    floor.phones.setPause(ada.line, sales, 'Coffee');
    floor.command(ada.person, { kind: 'released' });
    expect(pausedFor(floor, ada)).toEqual(['Coffee', null]);
  });
});

describe("a pause that is not Onhook's", () => {
  it('A pause that somebody sets without a reason over that of Onhook stays', () => {
    const floor = inRecovery();
    for (const queue of [sales, support]) floor.phones.setPause(ada.line, queue, '');
    floor.pass(10 * 60_000);
    expect(pausedFor(floor, ada)).toEqual(['', '']);
    expect(floor.recoveryOf(ada.person)).toMatchObject({ endReason: 'paused-by-another' });
    expect(unexplainedPauses(floor.state)).toEqual([]);
  });

  it('A pause set without a reason while the connection was down stays, by the time at which it was set', () => {
    const floor = inRecovery();
    floor.phones.close('error');
    floor.pass(5000);
    for (const queue of [sales, support]) floor.phones.setPause(ada.line, queue, '');
    floor.pass(1000);
    floor.connect(0);
    floor.pass(10 * 60_000);
    expect(pausedFor(floor, ada)).toEqual(['', '']);
  });

  it('A pause without a reason and a time after a long time unseen is no longer known as Onhook’s, stays, and is listed', () => {
    const floor = inRecovery();
    floor.phones.close('error');
    floor.pass(40_000);
    floor.phones.reload(ada.line);
    floor.connect(0);
    floor.pass(10 * 60_000);
    expect(pausedFor(floor, ada)).toEqual(['', '']);
    expect(unexplainedPauses(floor.state)).toMatchObject([
      { line: ada.line, queue: sales, reason: '' },
      { line: ada.line, queue: support, reason: '' },
    ]);
    floor.command(bo.person, { kind: 'pause-lifted', line: ada.line, queue: sales });
    expect(pausedFor(floor, ada)).toEqual([null, '']);
  });

  it('A pause with the reason of a recovery that no command explains stays, and is listed', () => {
    const floor = setUp();
    floor.phones.setPause(bo.line, sales, recoveryPauseReason);
    floor.pass(10 * 60_000);
    expect(pausedFor(floor, bo)).toEqual([recoveryPauseReason]);
    expect(unexplainedPauses(floor.state)).toMatchObject([{ line: bo.line, queue: sales, reason: recoveryPauseReason }]);
  });
});

it('A snapshot of version 4 gets memberships without a pause of Onhook or the lifting of one, and feeds without a gap', () => {
  const membership = { member: true, memberAt: 1, memberStamp: { at: 1, order: 1, id: 'a' }, pausedFor: 'Recovery', pauseAt: 1, pauseStamp: { at: 1, order: 1, id: 'a' }, callsTaken: 0 };
  const v4 = {
    sharedCustomers: new Map(),
    calls: new Map(),
    queues: new Map(),
    customers: new Map(),
    lines: new Map([[ada.line, { line: ada.line, memberships: new Map([[sales, membership]]) }]]),
    feeds: new Map([['pbx', { up: true, since: 1, startedAt: null, lastEventAt: 1, gapFrom: 1, sendsRosters: true, trusted: true }]]),
  };
  const read = trackerVersions.upcast(v4, 4);
  expect(read.lines.get(ada.line)?.memberships.get(sales)).toEqual({ ...membership, own: null, resumedAt: null });
  expect([...read.feeds.values()]).toMatchObject([{ isShutDown: false, unseenMs: 0, trusted: true }]);
});

describe('a queue that is left and joined again', () => {
  it('The recovery goes on in the other queue, and the rejoined queue is paused too', () => {
    const floor = inRecovery();
    const before = floor.recoveryOf(ada.person)?.recovery;
    floor.pass(5000);
    floor.phones.seat(ada.line, sales);
    floor.pass(3000);
    floor.phones.seat(ada.line, sales);
    expect(pausedFor(floor, ada)).toEqual(both);
    expect(floor.recoveryOf(ada.person)).toMatchObject({ recovery: before, state: 'paused' });
    floor.pass(250_000);
    expect(floor.recoveryOf(ada.person)).toMatchObject({ recovery: before, state: 'closed', endReason: 'time-was-up' });
    expect(pausedFor(floor, ada)).toEqual([null, null]);
  });

  it('The same holds where nobody saw it: the connection was down', () => {
    const floor = inRecovery();
    floor.phones.close('error');
    floor.pass(3000);
    floor.phones.seat(ada.line, sales);
    floor.pass(1000);
    floor.phones.seat(ada.line, sales);
    floor.connect(0);
    expect(pausedFor(floor, ada)).toEqual(both);
    expect(floor.recoveryOf(ada.person)?.state).toBe('paused');
  });

  it('A pause that somebody lifts still ends the recovery', () => {
    const floor = inRecovery();
    floor.pass(5000);
    floor.phones.setPause(ada.line, sales, null);
    expect(floor.recoveryOf(ada.person)).toMatchObject({ endReason: 'taken-away' });
  });
});

describe('a queue that gets another name', () => {
  it('The recovery goes on, the queue is paused under its new name too, and its end opens everything', () => {
    for (const reconnects of [false, true]) {
      const floor = inRecovery();
      const before = floor.recoveryOf(ada.person)?.recovery;
      floor.pass(5000);
      if (reconnects) floor.phones.close('error');
      floor.phones.rename(ada.line, sales, service);
      if (reconnects) floor.connect(0);
      else floor.phones.reread(ada.line);
      floor.pass(3000);
      expect(pausedFor(floor, ada), `reconnects ${reconnects}`).toEqual(both);
      expect(floor.recoveryOf(ada.person)).toMatchObject({ recovery: before, state: 'paused' });
      floor.pass(250_000);
      expect(floor.recoveryOf(ada.person)).toMatchObject({ recovery: before, state: 'closed', endReason: 'time-was-up' });
      expect(pausedFor(floor, ada)).toEqual([null, null]);
    }
  });

  it('A pause that comes along under the new name goes on as the recovery’s, with its reason or without, and its end opens everything', () => {
    for (const who of [ada, bo]) {
      for (const loses of [false, true]) {
        for (const how of ['reread', 'reconnects', 'events'] as const) {
          if (how === 'events' && (loses || who === bo)) continue;
          const floor = setUp();
          floor.command(who.person, { kind: 'given', gift: asId<TimeGrantId>('g1'), ms: 240_000, untilEndOfDay: false });
          const all = pausedFor(floor, who);
          const before = floor.recoveryOf(who.person)?.recovery;
          floor.pass(5000);
          if (how === 'reconnects') floor.phones.close('error');
          floor.phones.rename(who.line, sales, service, true, how === 'events');
          for (const member of floor.phones.phone(who.line).members.values()) if (loses) Object.assign(member, { pausedFor: '', pausedAt: null });
          if (how === 'reconnects') floor.connect(0);
          else floor.phones.reread(who.line);
          floor.pass(3000);
          const way = `${who.line} ${how}, loses ${loses}`;
          expect(pausedFor(floor, who), way).toEqual(loses ? all.map(() => '') : all);
          expect(floor.recoveryOf(who.person), way).toMatchObject({ recovery: before, state: 'paused' });
          floor.pass(250_000);
          expect(floor.recoveryOf(who.person), way).toMatchObject({ recovery: before, state: 'closed', endReason: 'time-was-up', servedMs: 240_000 });
          expect(pausedFor(floor, who), way).toEqual(all.map(() => null));
        }
      }
    }
  });

  it('A line that leaves its only queue and comes with its pause under the new name has logged out, and is opened', () => {
    const floor = setUp();
    floor.command(bo.person, { kind: 'given', gift: asId<TimeGrantId>('g1'), ms: 240_000, untilEndOfDay: false });
    floor.phones.rename(bo.line, sales, service, true, true);
    expect(floor.recoveryOf(bo.person)).toMatchObject({ endReason: 'logged-out' });
    expect(pausedFor(floor, bo)).toEqual([null]);
  });

  it('A pause that comes along after the recovery has ended is lifted when it is seen', () => {
    const floor = inRecovery();
    floor.phones.close('error');
    floor.phones.rename(ada.line, sales, service, true);
    floor.pass(300_000);
    floor.connect(0);
    floor.pass(3000);
    expect(pausedFor(floor, ada)).toEqual([null, null]);
  });

  it('Time off a queue goes on under its new name until its end, and then opens it', () => {
    const floor = setUp();
    floor.command(ada.person, { kind: 'queue-taken-off', gift: asId<TimeGrantId>('off'), line: ada.line, queue: sales, untilAt: floor.now + 600_000 });
    floor.phones.rename(ada.line, sales, service, true);
    floor.phones.reread(ada.line);
    floor.pass(500_000);
    expect(floor.phones.phone(ada.line).members.get(service)?.pausedFor).toBe('Off queue');
    floor.pass(200_000);
    expect(pausedFor(floor, ada)).toEqual([null, null]);
  });

  it('A pause that somebody sets under the new name stays', () => {
    for (const reason of ['Coffee', '']) {
      const floor = inRecovery();
      floor.phones.rename(ada.line, sales, service, false, true);
      floor.phones.setPause(ada.line, service, reason);
      floor.pass(300_000);
      expect(floor.phones.phone(ada.line).members.get(service)?.pausedFor).toBe(reason);
    }
  });

  it('A line that joins paused and without a reason, after it left with Onhook’s pause on, is listed and not lifted', () => {
    const floor = inRecovery();
    floor.phones.rename(ada.line, sales, service, true);
    floor.phones.emit({ kind: 'line-left', line: ada.line, queue: sales });
    floor.phones.emit({ kind: 'line-joined', line: ada.line, queue: service, name: ada.line, pausedFor: '' });
    Object.assign(floor.phones.phone(ada.line).members.get(service)!, { pausedFor: '', setBy: 'somebody' });
    floor.pass(300_000);
    expect(floor.phones.phone(ada.line).members.get(service)?.pausedFor).toBe('');
    expect(unexplainedPauses(floor.state)).toMatchObject([{ line: ada.line, queue: service, reason: '' }]);
  });
});

describe('minutes given during another pause', () => {
  const given = { kind: 'given', gift: asId<TimeGrantId>('g2'), ms: 240_000, untilEndOfDay: false } as const;

  it('They wait for its end, however long it lasts, and then run whole', () => {
    const floor = setUp();
    floor.phones.setPause(bo.line, sales, 'Coffee');
    floor.command(bo.person, given);
    expect(floor.recoveryOf(bo.person)).toMatchObject({ state: 'asked', waitsForPause: true });
    floor.pass(45 * 60_000);
    expect(pausedFor(floor, bo)).toEqual(['Coffee']);
    floor.phones.setPause(bo.line, sales, null);
    expect(pausedFor(floor, bo)).toEqual([recoveryPauseReason]);
    expect(floor.recoveryOf(bo.person)).not.toHaveProperty('waitsForPause');
    floor.pass(250_000);
    expect(floor.recoveryOf(bo.person)).toMatchObject({ state: 'closed', endReason: 'time-was-up', servedMs: 240_000 });
  });

  it('They are banked when the person logs out before', () => {
    const floor = setUp();
    floor.phones.setPause(bo.line, sales, 'Coffee');
    floor.command(bo.person, given);
    floor.phones.seat(bo.line, sales);
    expect(floor.recoveryOf(bo.person)).toMatchObject({ state: 'closed', endReason: 'logged-out', bankedMs: 240_000 });
  });
});
