import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { asId, type CentreId, type PersonId } from '@onhook/core/ids';
import { fingerprintOf, monthKeysFromSecret, monthKeysIn } from './keys.ts';
import { openText, pseudonymOf, sealText } from './seal.ts';

const folder = mkdtempSync(join(tmpdir(), 'onhook-keys-'));
afterAll(() => rmSync(folder, { recursive: true }));

const ofMaya = { centre: asId<CentreId>('main'), person: asId<PersonId>('maya'), purpose: 'past_calls 5' };
const key = Buffer.alloc(32, 7);

describe('The keys of months', () => {
  it('A data folder keeps a random key for each month, in a file for its owner alone, and deletes old ones', () => {
    const keys = monthKeysIn(folder);
    expect(keys.find('2026-10')).toBeNull();
    const [october, november] = ['2026-10', '2026-11'].map((month) => keys.make(month));
    expect(monthKeysIn(folder).make('2026-10')).toEqual(october);
    expect(october).not.toEqual(november);
    expect(statSync(join(folder, 'past-days-keys.json')).mode & 0o777).toBe(0o600);
    keys.deleteBefore('2026-11');
    expect(keys.find('2026-10')).toBeNull();
    expect(keys.find('2026-11')).toEqual(november);
    expect(readFileSync(join(folder, 'past-days-keys.json'), 'utf8')).not.toContain(october?.toString('base64url'));
  });

  it('Servers with the same secret have the same keys, and a key from a file comes first', () => {
    const none = { find: () => null, deleteBefore: () => {} };
    const of = (secret: string) => monthKeysFromSecret(secret, none).make('2026-11');
    expect(of('a secret')).toEqual(of('a secret'));
    expect(fingerprintOf(of('a secret'))).not.toBe(fingerprintOf(of('another secret')));
    expect(monthKeysFromSecret('a secret', monthKeysIn(folder)).make('2026-11')).toEqual(monthKeysIn(folder).find('2026-11'));
  });
});

describe('A sealed text', () => {
  it('It opens for its person, purpose and key, and for no other', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 5000 }), (text) => {
        const sealed = sealText(key, ofMaya, text, 'day');
        expect(openText(key, ofMaya, sealed)).toBe(text);
        for (const other of [{ ...ofMaya, person: asId<PersonId>('noor') }, { ...ofMaya, purpose: 'past_calls 6' }, { ...ofMaya, centre: asId<CentreId>('south') }]) {
          expect(() => openText(key, other, sealed)).toThrow();
        }
        expect(() => openText(Buffer.alloc(32, 8), ofMaya, sealed)).toThrow();
      }),
      { numRuns: 30 },
    );
  });

  it('Its size shows only a power of two, and the same text never gives the same bytes', () => {
    const [short, long] = ['a', 'ab'.repeat(400)].map((text) => sealText(key, ofMaya, text, 'day'));
    expect(short?.length).toBe(long?.length);
    expect(sealText(key, ofMaya, 'a', 'day')).not.toEqual(short);
  });

  it('A person has another pseudonym for each day', () => {
    expect(pseudonymOf(key, ofMaya)).not.toBe(pseudonymOf(key, { ...ofMaya, purpose: 'past_calls 6' }));
    expect(pseudonymOf(key, ofMaya)).toBe(pseudonymOf(key, { ...ofMaya }));
  });
});
