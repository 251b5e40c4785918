import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createServerClock } from '../../../api/server-clock.ts';
import { sleptMs, steadyClock } from './steady.ts';

describe('the clock of a reset', () => {
  it('never jumps when the server sets its time otherwise by a little', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ offsetMs: fc.integer({ min: -900, max: 900 }), passMs: fc.nat(5000) })), (readings) => {
        let at = 0;
        const server = createServerClock(() => at);
        const clock = steadyClock(server.now, () => at);
        for (const { offsetMs, passMs } of readings) {
          server.set(at + offsetMs);
          at += passMs;
          expect(clock.catchUp()).toBe(0);
          expect(clock.now()).toBe(at);
        }
      }),
    );
  });

  it('catches up after a sleep in which the steady clock stood', () => {
    let wall = 0;
    let steady = 0;
    const clock = steadyClock(() => wall + 1000, () => steady);
    wall = 600_000;
    steady = 200;
    expect(clock.catchUp()).toBe(599_800);
    expect(clock.now()).toBe(601_000);
    expect(clock.catchUp()).toBe(0);
  });

  it('calls a long silence sleep, and a hidden window’s shorter one not', () => {
    expect(sleptMs(1200, false)).toBe(0);
    expect(sleptMs(30_000, false)).toBe(30_000);
    expect(sleptMs(60_500, true)).toBe(0);
    expect(sleptMs(3_600_000, true)).toBe(3_600_000);
  });
});
