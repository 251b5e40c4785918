import { describe, expect, it } from 'vitest';
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
