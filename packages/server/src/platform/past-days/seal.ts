import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { CentreId, PersonId } from '@onhook/core/ids';

/** What a value is sealed for: it opens for the same centre, person and purpose only. */
export interface SealedFor {
  readonly centre: CentreId;
  readonly person: PersonId;
  /** Table or column, and the day where it is a day's. */
  readonly purpose: string;
}

/** Sizes of the smallest sealed values, before nonce and tag. */
const leastBytes = { day: 2048, value: 128 } as const;
const lengthBytes = 4;
const nonceBytes = 12;
const tagBytes = 16;

const nameOf = (kind: string, { centre, person, purpose }: SealedFor): string => JSON.stringify([kind, centre, person, purpose]);

/** Name of a person for one purpose under a month's key. Names for two purposes or days have nothing in common. */
export const pseudonymOf = (monthKey: Buffer, to: SealedFor): string => createHmac('sha256', monthKey).update(nameOf('pseudonym', to)).digest('base64url');

const keyOf = (monthKey: Buffer, to: SealedFor): Buffer => createHmac('sha256', monthKey).update(nameOf('key', to)).digest();

/** Compresses a text and pads it to `least` bytes or a larger power of two, so that its size tells little. */
const pad = (text: string, least: number): Buffer => {
  const packed = deflateRawSync(Buffer.from(text));
  const length = 2 ** Math.ceil(Math.log2(Math.max(least, packed.length + lengthBytes)));
  const padded = Buffer.alloc(length);
  padded.writeUInt32BE(packed.length);
  packed.copy(padded, lengthBytes);
  return padded;
};

/**
 * Seals a text with AES-256-GCM under a key of this person and purpose, derived from the month's.
 *
 * @returns nonce, tag and ciphertext
 */
export const sealText = (monthKey: Buffer, to: SealedFor, text: string, size: keyof typeof leastBytes): Buffer => {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', keyOf(monthKey, to), nonce);
  const sealed = Buffer.concat([cipher.update(pad(text, leastBytes[size])), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
};

/** @throws Error when the value was sealed with another key, for another person or purpose, or was altered */
export const openText = (monthKey: Buffer, to: SealedFor, bytes: Uint8Array): string => {
  const sealed = Buffer.from(bytes);
  const tag = sealed.subarray(nonceBytes, nonceBytes + tagBytes);
  const opener = createDecipheriv('aes-256-gcm', keyOf(monthKey, to), sealed.subarray(0, nonceBytes)).setAuthTag(tag);
  const padded = Buffer.concat([opener.update(sealed.subarray(nonceBytes + tagBytes)), opener.final()]);
  return inflateRawSync(padded.subarray(lengthBytes, lengthBytes + padded.readUInt32BE(0))).toString('utf8');
};
