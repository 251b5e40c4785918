import type { PhoneEvent } from '@onhook/core/call';
import type { SourceId } from '@onhook/core/ids';
import type { Delivery, DeliveryRefusal, ReceiveOutcome } from '../port.ts';
import { readCloudEvents } from './cloud-events.ts';
import { readMessage } from './messages.ts';
import { isSigned, secretBytes, signaturesIn } from './signature.ts';

/** A delivery and the rules to verify it by. */
export interface VerifyOptions extends Delivery {
  /** Source of every event in it. */
  readonly source: SourceId;
  /** `whsec_…`; several while keys are rotated. */
  readonly secrets: readonly string[];
  /** Epoch milliseconds. */
  readonly now: number;
  /** Largest difference between `webhook-timestamp` and `now`; 300 by default. */
  readonly toleranceSeconds?: number;
  /** 1 MiB by default. */
  readonly maxBytes?: number;
  /** Key of the hash of the caller's number; absent: nothing about the customer is kept. */
  readonly customerKey?: string | Uint8Array;
}

/** A refusal, for the sender and the log. */
export type RefusedDelivery = Extract<ReceiveOutcome, { kind: 'refused' }>;

/** Events of a verified delivery, or its refusal. */
export type DeliveryOutcome =
  | { readonly kind: 'accepted'; readonly id: string; readonly messages: readonly PhoneEvent[] }
  | RefusedDelivery;

const refused = (because: DeliveryRefusal, detail: string): RefusedDelivery => ({ kind: 'refused', because, detail });

/**
 * Verifies one delivery by Standard Webhooks 1.0 and reads the CloudEvents in it: all of them or none.
 *
 * @throws Error when a secret is malformed
 */
export function verifyDelivery(options: VerifyOptions): DeliveryOutcome {
  const { headers, rawBody, now, source, customerKey = null } = options;
  const { toleranceSeconds = 300, maxBytes = 1_048_576 } = options;
  const header = (name: string): string | undefined => {
    const value = headers[name];
    return typeof value === 'string' ? value : undefined;
  };

  if (rawBody.byteLength > maxBytes) return refused('too-large', `the body has more than ${maxBytes} bytes`);
  const id = header('webhook-id');
  const timestamp = header('webhook-timestamp');
  const signatures = signaturesIn(header('webhook-signature') ?? '');
  if (id === undefined || id === '' || id.length > 256 || timestamp === undefined || signatures.length === 0) {
    return refused('no-signature', 'webhook-id, webhook-timestamp and a v1 webhook-signature are needed');
  }
  if (!isSigned(options.secrets.map(secretBytes), signatures, id, timestamp, rawBody)) {
    return refused('bad-signature', 'no signature matches');
  }
  if (!/^\d{1,12}$/.test(timestamp)) return refused('malformed', 'webhook-timestamp should be whole seconds');
  const sentAt = Number(timestamp) * 1000;
  if (sentAt < now - toleranceSeconds * 1000) return refused('too-old', 'webhook-timestamp is too long ago');
  if (sentAt > now + toleranceSeconds * 1000) return refused('from-the-future', 'webhook-timestamp is too far ahead');

  const delivered = readCloudEvents(header, id, rawBody);
  if (delivered.kind === 'malformed') return { ...delivered, kind: 'refused', because: 'malformed' };
  const reading = { source, receivedAt: now, customerKey, latestAt: now + toleranceSeconds * 1000 };
  const messages: PhoneEvent[] = [];
  for (const [index, envelope] of delivered.envelopes.entries()) {
    const outcome = readMessage(envelope, reading);
    if (outcome.kind === 'refused') {
      const { because, detail } = outcome;
      return delivered.envelopes.length === 1
        ? refused(because, detail)
        : { ...refused(because, `event ${index}: ${detail}`), index };
    }
    messages.push(outcome.event);
  }
  return { kind: 'accepted', id, messages };
}
