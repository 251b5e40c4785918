import { asId, type SourceId } from '@onhook/core/ids';
import { secretBytes, signatureOf } from './signature.ts';
import type { Delivery } from '../port.ts';
import { verifyDelivery, type VerifyOptions } from './verify-delivery.ts';

export const now = Date.UTC(2026, 2, 3, 9, 30);
export const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
export const otherSecret = `whsec_${Buffer.alloc(32, 8).toString('base64')}`;

export interface Wish {
  readonly id?: string;
  readonly sentAt?: number;
  readonly secret?: string;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export const cloudEvent = (kind: string, data: object, more: object = {}): Record<string, unknown> => ({
  specversion: '1.0',
  id: 'e1',
  source: '/pbx',
  type: `org.onhook.phone.${kind}.v1`,
  time: new Date(now - 1000).toISOString(),
  datacontenttype: 'application/json',
  data,
  ...more,
});

/** Makes a correctly signed delivery of one CloudEvent, of a list of them, or of a text as it is. */
export function deliver(content: unknown, wish: Wish = {}): Delivery {
  const rawBody = Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
  const id = wish.id ?? 'msg_1';
  const timestamp = String(Math.floor((wish.sentAt ?? now) / 1000));
  const media = Array.isArray(content) ? 'application/cloudevents-batch+json' : 'application/cloudevents+json';
  return {
    rawBody,
    headers: {
      'content-type': wish.contentType ?? media,
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': signatureOf(secretBytes(wish.secret ?? secret), id, timestamp, rawBody),
      ...wish.headers,
    },
  };
}

export const source = asId<SourceId>('webhook-1');

export const verify = (delivery: Delivery, more: Partial<VerifyOptions> = {}) =>
  verifyDelivery({ ...delivery, source, secrets: [secret], now, customerKey: 'pepper', ...more });

export const held = cloudEvent('call-held', { call: 'c1' });

export const altered = (delivery: Delivery, headers: Delivery['headers'], rawBody = delivery.rawBody): Delivery => ({
  headers: { ...delivery.headers, ...headers },
  rawBody,
});
