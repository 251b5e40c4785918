import { createHmac } from 'node:crypto';
import { asId, type CustomerKey } from '@onhook/core/ids';

// Texts that phone systems send instead of a withheld number.
const NOBODY = new Set([
  '',
  '<unknown>',
  'anonymous',
  'private',
  'restricted',
  'unavailable',
  'unknown',
  'withheld',
  's',
]);

/**
 * Hashes the caller's number under the centre's key: the first 16 bytes of HMAC-SHA256, in hex. Spaces, dots, hyphens
 * and brackets do not count.
 *
 * @returns undefined where no number was sent
 * @example customerKey(key, '+44 20 7946 0001') === customerKey(key, '+442079460001') // true
 */
export const customerKey = (key: string | Uint8Array, callerNumber: string | undefined): CustomerKey | undefined => {
  const number = (callerNumber ?? '')
    .trim()
    .toLowerCase()
    .replace(/[\s().-]/g, '');
  if (NOBODY.has(number)) return undefined;
  return asId<CustomerKey>(createHmac('sha256', key).update(number).digest('hex').slice(0, 32));
};
