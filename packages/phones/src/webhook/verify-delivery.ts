import type { PhoneEvent } from '@onhook/core/call';
import type { SourceId } from '@onhook/core/ids';
import type { Delivery, DeliveryRefusal, ReceiveOutcome, RefusedEvent } from '../port.ts';
import { readCloudEvents } from './cloud-events.ts';
import { readMessage } from './messages.ts';
import { isSigned, secretBytes, signaturesIn } from './signature.ts';
import type { CallerRules } from '../customer.ts';

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
  /** Key for hashing callers' numbers. Without it, events name no customer. */
  readonly customerKey?: string | Uint8Array;
  /** Rules for callers' numbers; none by default. */
  readonly callers?: CallerRules;
}

/** A refusal, for the sender and the log. */
export type RefusedDelivery = Extract<ReceiveOutcome, { kind: 'refused' }>;

/** Events of a verified delivery, or its refusal. */
export type DeliveryOutcome =
  | { readonly kind: 'accepted'; readonly id: string; readonly messages: readonly PhoneEvent[]; readonly refused: readonly RefusedEvent[] }
  | RefusedDelivery;

const refused = (because: DeliveryRefusal, detail: string): RefusedDelivery => ({ kind: 'refused', because, detail });

/**
 * Verifies one delivery by Standard Webhooks 1.0 and reads the CloudEvents in it. An event that cannot be
 * read is left out, and the others are accepted.
 *
 * @throws Error when a secret is malformed
 */
export function verifyDelivery(options: VerifyOptions): DeliveryOutcome {
  const { headers, rawBody, now, source, customerKey = null, toleranceSeconds = 300, maxBytes = 1_048_576 } = options;
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
  const reading = { source, receivedAt: now, customerKey, ...(options.callers && { callers: options.callers }), latestAt: now + toleranceSeconds * 1000 };
  const messages: PhoneEvent[] = [];
  const unread: RefusedEvent[] = [];
  for (const [index, opened] of delivered.events.entries()) {
    if (opened.kind === 'malformed') {
      unread.push({ index, because: 'malformed', detail: opened.detail });
      continue;
    }
    const outcome = readMessage(opened.envelope, reading);
    if (outcome.kind === 'read') messages.push(outcome.event);
    else unread.push({ index, because: outcome.because, detail: outcome.detail });
  }
  const [first] = unread;
  if (first === undefined || messages.length > 0) return { kind: 'accepted', id, messages, refused: unread };
  return delivered.events.length === 1
    ? refused(first.because, first.detail)
    : { ...refused(first.because, `event ${first.index}: ${first.detail}`), index: first.index };
}
