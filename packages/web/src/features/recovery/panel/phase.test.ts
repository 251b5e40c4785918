import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pausedRecovery, idle, noon, offered } from '../../../api/panel/fixtures.ts';
import { phaseOf } from './phase.ts';

const line = (state: NonNullable<(typeof idle)['line']>['state']) => ({ state, since: noon, reason: null });

describe('what the panel shows', () => {
  it('shows nothing while a call rings or is on, whatever else is there', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('ringing' as const, 'on-call' as const),
        fc.constantFrom('asked' as const, 'waiting' as const, 'paused' as const, 'ending' as const),
        fc.option(fc.constant('r1')),
        fc.boolean(),
        (state, recovery, resetFor, rangFirst) => {
          const view = { ...idle, line: line(state), recovery: { ...pausedRecovery, state: recovery, rangFirst }, offer: offered };
          expect(phaseOf(view, resetFor)).toEqual({ kind: 'on-call' });
        },
      ),
    );
  });

  it('says there is no line yet', () => expect(phaseOf({ ...idle, line: null }, null).kind).toBe('no-line'));
  it('rests when nothing is granted', () => expect(phaseOf(idle, 'r0').kind).toBe('idle'));

  const paused = { ...idle, line: line('paused'), recovery: pausedRecovery, offer: offered };
  it('offers a paused line', () => expect(phaseOf(paused, null)).toMatchObject({ kind: 'offer', pausedUntil: pausedRecovery.pausedUntil }));
  it('runs the reset that belongs to a paused line', () => expect(phaseOf(paused, 'r1').kind).toBe('reset'));
  it('forgets a reset of another recovery', () => expect(phaseOf(paused, 'r0').kind).toBe('offer'));
  it('does not offer again what was accepted', () =>
    expect(phaseOf({ ...paused, offer: { ...offered, state: 'accepted' } }, null).kind).toBe('paused'));
  it('claims no paused line before the phone system has said so', () =>
    expect(phaseOf({ ...paused, recovery: { ...pausedRecovery, state: 'asked', pausedUntil: null } }, null).kind).toBe('asked'));
  it('tells why the minutes wait once the call is over', () =>
    expect(
      phaseOf({ ...paused, line: line('wrap-up'), recovery: { ...pausedRecovery, state: 'waiting', pausedUntil: null, rangFirst: true } }, null),
    ).toEqual({ kind: 'waiting', rangFirst: true }));
});
