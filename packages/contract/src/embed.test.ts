import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { embedVersion, type FromHost, type FromPanel, message, readFromHost, readFromPanel } from './embed.ts';

const fromPanel = fc.oneof(
  fc.constant({ kind: 'ready' } as const),
  fc.record({ kind: fc.constant('state' as const), state: fc.constantFrom('free', 'busy') }),
  fc.record({ kind: fc.constant('size' as const), height: fc.nat(99_999) }),
  fc.record({ kind: fc.constant('focus' as const), inside: fc.boolean() }),
) as fc.Arbitrary<FromPanel>;
const fromHost = fc.oneof(
  fc.constantFrom({ kind: 'hello' }, { kind: 'focus' }, { kind: 'open-phrasebook' }, { kind: 'sign-out' }),
  fc.record({ kind: fc.constant('theme' as const), theme: fc.constantFrom('system', 'light', 'dark') }),
) as fc.Arbitrary<FromHost>;

describe('what crosses between a page and the panel it holds', () => {
  it('is read as it was said', () => {
    fc.assert(
      fc.property(fromPanel, (sent) => {
        expect(readFromPanel(message(sent))).toEqual(sent);
      }),
    );
    fc.assert(
      fc.property(fromHost, (sent) => {
        expect(readFromHost(message(sent))).toEqual(sent);
      }),
    );
  });

  it('is read as it was said in version 1, in which a page hears idle and on-call only', () => {
    fc.assert(
      fc.property(fromPanel, (sent) => {
        expect(readFromPanel(message(sent, 1))).toEqual(sent);
      }),
    );
    expect(message({ kind: 'state', state: 'free' }, 1)).toEqual({ onhook: 1, kind: 'state', state: 'idle' });
    expect(message({ kind: 'state', state: 'busy' }, 1)).toEqual({ onhook: 1, kind: 'state', state: 'on-call' });
    const read = (state: string) => readFromPanel({ onhook: 1, kind: 'state', state });
    for (const state of ['on-call', 'offer', 'reset', 'held']) expect(read(state)).toEqual({ kind: 'state', state: 'busy' });
    for (const state of ['signed-out', 'idle']) expect(read(state)).toEqual({ kind: 'state', state: 'free' });
    for (const state of ['busy', 'sad']) expect(read(state)).toBeNull();
    expect(readFromHost({ onhook: 1, kind: 'hello' })).toEqual({ kind: 'hello' });
  });

  it('carries nothing along that the contract does not name', () => {
    fc.assert(
      fc.property(fromPanel, fc.string(), (sent, name) => {
        expect(readFromPanel({ ...message(sent), [`x${name}`]: 'written by a person' })).toEqual(sent);
      }),
    );
  });

  it('is ignored when it is not of this version, or not known', () => {
    fc.assert(
      fc.property(fc.anything(), (data) => {
        expect(readFromPanel(data)).toBeNull();
        expect(readFromHost(data)).toBeNull();
      }),
    );
    for (const data of [
      { kind: 'hello' },
      { onhook: embedVersion + 1, kind: 'hello' },
      { onhook: embedVersion, kind: 'theme', theme: 'url(x)' },
      { onhook: embedVersion, kind: 'open-door' },
    ]) {
      expect(readFromHost(data)).toBeNull();
    }
    for (const sent of [{ kind: 'state', state: 'sad' }, { kind: 'state', state: 'offer' }, { kind: 'size', height: NaN }, { kind: 'size', height: -1 }, { kind: 'size', height: '4' }, { kind: 'focus' }]) {
      expect(readFromPanel({ onhook: embedVersion, ...sent })).toBeNull();
    }
  });
});
