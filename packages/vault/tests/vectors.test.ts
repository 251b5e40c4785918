import { expect, it } from 'vitest';
import { tryVectors } from '../src/testing/vectors.ts';

it('The cryptography in use agrees with the vectors of Wycheproof and RFC 9180', { timeout: 120_000 }, async () => {
  const tried = await tryVectors();
  expect(Object.entries(tried).map(([name, { count }]) => [name, count])).toEqual([
    ['AES-256-GCM', 66],
    ['HKDF-SHA-256', 86],
    ['X25519', 518],
    ['Ed25519', 151],
    ['RFC 9180', 2],
  ]);
  for (const [name, { wrong }] of Object.entries(tried)) expect({ name, wrong }).toEqual({ name, wrong: [] });
});
