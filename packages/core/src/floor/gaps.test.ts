import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { balances } from '../ledger/index.ts';
import { asId, type TimeGrantId } from '../ids/index.ts';
import { unexplainedPauses } from './index.ts';
import { ada, ImaginaryFloor, sales, support } from './imaginary-floor.property.ts';

const pausedFor = (floor: ImaginaryFloor) => [...floor.phones.phone(ada.line).members.values()].map((member) => member.pausedFor);

/** Plays a call of 90 seconds that ends without a connection, `gapMs` before the next one. */
const endInGap = (gapMs: number, keepsRecord: boolean, crashes = false): ImaginaryFloor => {
  const floor = new ImaginaryFloor(1_800_000_000_000, keepsRecord);
  floor.phones.ring(ada.line, sales);
  floor.phones.answer(ada.line);
  floor.pass(5000);
  if (crashes) floor.crash();
  else floor.phones.close('error');
  floor.pass(85_000);
  floor.phones.end(ada.line);
  floor.pass(gapMs);
  floor.connect(0);
  return floor;
};

describe('a hard call that ended without a connection', () => {
  it('It earns its recovery after any gap, where the phone system keeps a record, and counts as ended', () => {
    for (const crashes of [false, true]) {
      for (const gapMs of [5000, 200_000, 14 * 60_000]) {
        const floor = endInGap(gapMs, true, crashes);
        expect(floor.lastCallOf(ada.line)?.visit, `${gapMs} ms`).toMatchObject({ outcome: 'completed-by-caller', talkSeconds: 90 });
        floor.pass(3000);
        expect(floor.recoveryOf(ada.person)).toMatchObject({ cause: 'hard-call', state: 'paused' });
      }
    }
  });

  it('Its minutes are banked when it ended too long ago', () => {
    const floor = endInGap(30 * 60_000, true);
    expect(floor.recoveryOf(ada.person)).toMatchObject({ cause: 'hard-call', state: 'closed', endReason: 'learned-late' });
    expect(floor.recoveryOf(ada.person)?.state === 'closed' && floor.state.banked.get(ada.person)).toBeGreaterThan(0);
  });

  it('Calls that came and went in the gap are judged too, each once', () => {
    const floor = new ImaginaryFloor(1_800_000_000_000, true);
    floor.phones.close('error');
    for (let calls = 0; calls < 2; calls += 1) {
      floor.phones.ring(ada.line, sales);
      floor.phones.answer(ada.line);
      floor.pass(90_000);
      floor.phones.end(ada.line);
      floor.pass(1000);
    }
    floor.connect(0);
    floor.checkGiven();
    expect([...floor.recoveries.values()].filter(({ cause }) => cause === 'hard-call')).toHaveLength(2);
    floor.calmDown();
    floor.checkBooks();
    floor.checkCalm();
  });
});

describe('a pause without a reason that somebody set in a short gap', () => {
  /** Ends Onhook's pause by another one in a gap of ten seconds, whose time a reload loses. */
  const pausedInGap = (keepsRecord: boolean): ImaginaryFloor => {
    const floor = new ImaginaryFloor(1_800_000_000_000, keepsRecord);
    floor.command(ada.person, { kind: 'given', gift: asId<TimeGrantId>('g1'), ms: 240_000, untilEndOfDay: false });
    floor.phones.close('error');
    floor.pass(3000);
    for (const queue of [sales, support]) floor.phones.setPause(ada.line, queue, '');
    floor.pass(3000);
    floor.phones.reload(ada.line);
    floor.pass(4000);
    floor.connect(0);
    return floor;
  };

  it('It is known as somebody else’s by the record, and stays', () => {
    const floor = pausedInGap(true);
    floor.pass(10 * 60_000);
    expect(pausedFor(floor)).toEqual(['', '']);
    expect(unexplainedPauses(floor.state)).toEqual([]);
  });
});

describe('the time for which a line is paused', () => {
  const bookedMs = (floor: ImaginaryFloor): number => {
    const { honoured, overrun } = balances(floor.entries.filter(({ person }) => person === ada.person));
    return honoured + overrun;
  };
  /** Lets time pass as a server sees it, which looks once a second. */
  const passSeconds = (floor: ImaginaryFloor, seconds: number): void => {
    for (let passed = 0; passed < seconds; passed += 1) floor.pass(1000);
  };
  const hardCall = (floor: ImaginaryFloor): void => {
    floor.phones.ring(ada.line, sales);
    floor.phones.answer(ada.line);
    floor.pass(90_000);
    floor.phones.end(ada.line);
  };
  const overrunsOf = (floor: ImaginaryFloor) => floor.entries.filter(({ account }) => account === 'overrun').map(({ amountMs, by }) => ({ amountMs, by }));

  it('A pause that ends late because the connection was away is booked as an overrun by Onhook', () => {
    for (const [keepsRecord, crashes] of [[true, false], [false, false], [true, true]] as const) {
      const floor = new ImaginaryFloor(1_800_000_000_000, keepsRecord);
      hardCall(floor);
      floor.pass(290_000);
      if (crashes) floor.crash();
      else floor.phones.close('error');
      floor.pass(60_000);
      floor.connect(0);
      floor.pass(5000);
      expect(floor.recoveryOf(ada.person)).toMatchObject({ state: 'closed', endReason: 'time-was-up', servedMs: 300_000 });
      expect(overrunsOf(floor)).toEqual([{ amountMs: 50_000, by: 'onhook' }]);
      expect(floor.state.banked.get(ada.person) ?? 0).toBe(0);
      floor.checkBooks();
    }
  });

  it('A pause whose beginning was learned late is booked from its beginning on', () => {
    const floor = new ImaginaryFloor(1_800_000_000_000);
    floor.phones.ring(ada.line, sales);
    floor.phones.answer(ada.line);
    floor.pass(90_000);
    expect(floor.recoveryOf(ada.person)).toMatchObject({ state: 'waiting', pausedDuringCall: true });
    floor.phones.close('error');
    floor.phones.end(ada.line);
    floor.pass(40_000);
    floor.connect(0);
    passSeconds(floor, 400);
    expect(floor.recoveryOf(ada.person)).toMatchObject({ state: 'closed', endReason: 'time-was-up' });
    expect(overrunsOf(floor)).toEqual([{ amountMs: 40_000, by: 'onhook' }]);
    floor.checkBooks();
  });

  it('An ordinary recovery has no overrun', () => {
    const floor = new ImaginaryFloor(1_800_000_000_000, true);
    for (let calls = 0; calls < 3; calls += 1) {
      hardCall(floor);
      passSeconds(floor, 320);
    }
    expect(overrunsOf(floor)).toEqual([]);
  });

  it('It is booked as it was, whatever connection, server and commands do', () => {
    const step = fc.oneof(
      { weight: 4, arbitrary: fc.record({ kind: fc.constant('pass'), seconds: fc.constantFrom(1, 3, 10, 40, 130, 320) }) },
      { weight: 3, arbitrary: fc.record({ kind: fc.constant('hard-call') }) },
      { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('crash', 'lose', 'connect', 'connect') }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('back') }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('fate'), fate: fc.constantFrom('obeys', 'late', 'loses', 'obeys') }) },
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 14 }), (steps) => {
        const floor = new ImaginaryFloor(1_800_000_000_000, true);
        const pass = (seconds: number): void => passSeconds(floor, seconds);
        for (const one of steps) {
          if (one.kind === 'pass' && 'seconds' in one) pass(one.seconds);
          else if (one.kind === 'crash') floor.crash();
          else if (one.kind === 'lose') floor.phones.close('error');
          else if (one.kind === 'connect') floor.connect(0);
          else if (one.kind === 'fate' && 'fate' in one) floor.phones.fate = one.fate;
          else if (one.kind === 'back') {
            const recovery = floor.recoveryOf(ada.person)?.recovery;
            if (recovery) floor.command(ada.person, { kind: 'back-on-the-line', recovery });
          } else {
            floor.phones.ring(ada.line, sales);
            floor.phones.answer(ada.line);
            pass(90);
            floor.phones.end(ada.line);
          }
        }
        floor.phones.fate = 'obeys';
        floor.connect(0);
        pass(900);
        floor.checkBooks();
        const recoveries = [...floor.recoveries.values()].filter(({ person }) => person === ada.person).length;
        const pausedMs = floor.phones.pausedMs.get(ada.line) ?? 0;
        expect(Math.abs(bookedMs(floor) - pausedMs), `booked ${bookedMs(floor)}, paused ${pausedMs} ms`).toBeLessThanOrEqual(2500 * recoveries);
      }),
      { numRuns: Number(process.env['ONHOOK_RUNS'] ?? 60) },
    );
  });
});
