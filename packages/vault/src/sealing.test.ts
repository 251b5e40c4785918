import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Bytes, fromBase64Url, randomBytes, toBase64Url } from './bytes.ts';
import { importHkdfKey } from './key-derivation.ts';
import { maxContentBytes, pad, paddedLength, unpad } from './padding.ts';
import { type Binding, open, seal } from './sealing.ts';

const content = fc.uint8Array({ maxLength: 3_000 }).map((bytes) => new Uint8Array(bytes));
const word = fc.string({ unit: 'grapheme', maxLength: 12 });
const bindings: fc.Arbitrary<Binding> = fc.record({
  format: fc.constant('item' as const),
  owner: fc.record({ centre: word, person: word }),
  name: word,
  version: fc.nat(1_000_000),
  purpose: word,
});
const master = importHkdfKey(randomBytes(32));
const changed = (bytes: Bytes, at: number, by: number): Bytes => bytes.with(at, bytes[at]! ^ by) as Bytes;

describe('Padding', () => {
  it('fills up to 1 KiB or a power of two, and is removed again', () => {
    expect([0, 1020, 1021, 2044, 2045, maxContentBytes].map(paddedLength)).toEqual([1024, 1024, 2048, 2048, 4096, 1024 * 1024]);
    fc.assert(
      fc.property(content, (bytes) => {
        expect(unpad(pad(bytes))).toEqual(bytes);
      }),
    );
  });

  it('is refused when it is not all zeros', () => {
    expect(unpad(pad(randomBytes(10)).with(500, 1) as Bytes)).toBe(null);
    expect(unpad(pad(randomBytes(10)).slice(0, 1023))).toBe(null);
    expect(unpad(new Uint8Array(1024).fill(255))).toBe(null);
  });
});

describe('Sealing', () => {
  it('returns the content that was sealed, and never gives the same ciphertext twice', async () => {
    await fc.assert(
      fc.asyncProperty(bindings, content, async (binding, bytes) => {
        const [one, two] = [await seal(await master, binding, bytes), await seal(await master, binding, bytes)];
        expect(await open(await master, binding, one)).toEqual({ kind: 'opened', content: bytes });
        expect(toBase64Url(one.slice(-1_024))).not.toBe(toBase64Url(two.slice(-1_024)));
        expect(fromBase64Url(toBase64Url(one))).toEqual(one);
      }),
    );
  });

  it('refuses any changed byte, any other binding and any other key', async () => {
    await fc.assert(
      fc.asyncProperty(bindings, bindings, fc.nat(), fc.integer({ min: 1, max: 255 }), async (binding, other, at, by) => {
        const sealed = await seal(await master, binding, randomBytes(40));
        const refused = await open(await master, binding, changed(sealed, at % sealed.length, by));
        expect(refused.kind).not.toBe('opened');
        const mixed = [
          { ...binding, purpose: other.purpose },
          { ...binding, name: other.name },
          { ...binding, version: other.version },
          { ...binding, owner: other.owner },
        ];
        for (const into of mixed) {
          const opened = await open(await master, into, sealed);
          expect(opened.kind === 'opened').toBe(JSON.stringify(into) === JSON.stringify(binding));
        }
        expect((await open(await importHkdfKey(randomBytes(32)), binding, sealed)).kind).toBe('altered');
      }),
    );
  });

  it('refuses cut ciphertext and changed ciphertext with different reasons', async () => {
    const binding: Binding = { format: 'item', owner: { centre: 'c', person: 'p' }, name: 't', version: 3, purpose: 'carry' };
    const sealed = await seal(await master, binding, randomBytes(3_000));
    for (const length of [0, 1, 20, 60, sealed.length - 1_024, sealed.length - 1])
      expect((await open(await master, binding, sealed.slice(0, length))).kind).toBe('truncated');
    expect((await open(await master, { ...binding, version: 4 }, sealed)).kind).toBe('rolled-back');
    expect((await open(await master, { ...binding, version: 2 }, sealed)).kind).toBe('altered');
    expect((await open(await master, { ...binding, purpose: 'taps' }, sealed)).kind).toBe('altered');
    for (const suite of [0, 2]) expect((await open(await master, binding, sealed.with(0, suite) as Bytes)).kind).toBe('unknown-suite');
  });
});
