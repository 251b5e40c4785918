import type { Bytes } from './bytes.ts';

/**
 * Writes a fingerprint as six groups of five digits. Two people compare the groups by voice or side by side, in any language.
 *
 * @param fingerprint 32 bytes, of which the first 30 count
 */
export const fingerprintDigits = (fingerprint: Bytes): readonly string[] =>
  Array.from({ length: 6 }, (_, n) => {
    const five = fingerprint.slice(n * 5, n * 5 + 5).reduce((sum, byte) => sum * 256 + byte, 0);
    return String(five % 100_000).padStart(5, '0');
  });
