import { createHmac } from 'node:crypto';
import { asId, type CustomerKey } from '@onhook/core/ids';

// What phone systems write where no number was sent.
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

/** A keyed hash of the caller's number (first 16 bytes of HMAC-SHA256, hex); undefined where none was sent. */
export const customerKey = (key: string | Uint8Array, callerNumber: string | undefined): CustomerKey | undefined => {
  const number = (callerNumber ?? '')
    .trim()
    .toLowerCase()
    .replace(/[\s().-]/g, '');
  if (NOBODY.has(number)) return undefined;
  return asId<CustomerKey>(createHmac('sha256', key).update(number).digest('hex').slice(0, 32));
};
