import { createHmac } from 'node:crypto';
import { asId, type CustomerKey } from '@onhook/core/ids';

/** A keyed hash of whatever names the customer, a number however it is written: first 16 bytes of HMAC-SHA256, hex. */
export function customerKeyOf(key: string | Uint8Array, customer: string): CustomerKey {
  const plain = customer.trim().toLowerCase().replace(/[\s().-]/g, '');
  return asId<CustomerKey>(createHmac('sha256', key).update(plain).digest('hex').slice(0, 32));
}
