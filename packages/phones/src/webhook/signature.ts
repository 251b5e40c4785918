import { createHmac, timingSafeEqual } from 'node:crypto';

const prefix = 'whsec_';
const maxSignatures = 16;

/**
 * Decodes the 24 to 64 bytes of a `whsec_<base64>` secret.
 *
 * @throws Error that does not repeat the secret, when it is malformed
 */
export function secretBytes(secret: string): Buffer {
  const text = secret.startsWith(prefix) ? secret.slice(prefix.length) : '';
  const bytes = Buffer.from(text, 'base64');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text) || bytes.length < 24 || bytes.length > 64) {
    throw new Error('A webhook secret is whsec_ and 24 to 64 bytes in base64.');
  }
  return bytes;
}

const digest = (secret: Uint8Array, id: string, timestamp: string, rawBody: Uint8Array): Buffer =>
  createHmac('sha256', secret).update(`${id}.${timestamp}.`).update(rawBody).digest();

/**
 * Signs a delivery as Standard Webhooks 1.0 does: HMAC-SHA256 over `id.timestamp.body`.
 *
 * @param timestamp epoch seconds
 * @returns a `webhook-signature` value, `v1,<base64>`
 */
export const signatureOf = (secret: Uint8Array, id: string, timestamp: string, rawBody: Uint8Array): string =>
  `v1,${digest(secret, id, timestamp, rawBody).toString('base64')}`;

/** Decodes the `v1` signatures of a `webhook-signature` header, 16 at most. Other versions are skipped. */
export function signaturesIn(header: string): readonly Buffer[] {
  return header
    .split(' ')
    .filter((part) => part.startsWith('v1,'))
    .slice(0, maxSignatures)
    .map((part) => Buffer.from(part.slice(3), 'base64'));
}

/** True when a signature was made with one of the secrets. Compares every pair, in constant time. */
export function isSigned(
  secrets: readonly Uint8Array[],
  signatures: readonly Buffer[],
  id: string,
  timestamp: string,
  rawBody: Uint8Array,
): boolean {
  let found = false;
  for (const secret of secrets) {
    const expected = digest(secret, id, timestamp, rawBody);
    for (const signature of signatures) {
      const matches = signature.length === expected.length && timingSafeEqual(signature, expected);
      found = matches || found;
    }
  }
  return found;
}
