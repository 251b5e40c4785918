import type { PhoneEvent } from '@onhook/core/call';
import type { CallId, CustomerKey, LineId, QueueName } from '@onhook/core/ids';

type Plain<T> = T extends CallId | LineId | QueueName | CustomerKey
  ? string
  : T extends readonly (infer Item)[]
    ? readonly Plain<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]: Plain<T[Key]> }
      : T;

type MessageOf<Event> = Event extends { readonly kind: 'call-queued' }
  ? Plain<Omit<Event, 'source' | 'receivedAt' | 'customer'>> & {
      /** Hashed on arrival and not stored. */
      readonly customerNumber?: string;
    }
  : Event extends PhoneEvent
    ? Plain<Omit<Event, 'source' | 'receivedAt'>>
    : never;

/** A phone event as its sender knows it: plain strings for names, `id` the sender's own, `at` in epoch milliseconds. */
export type PhoneMessage = MessageOf<PhoneEvent>;

/** Address, secret and network of a sender. */
export interface WebhookClientOptions {
  readonly url: string;
  /** `whsec_` and 24 to 64 bytes in base64. */
  readonly secret: string;
  /** Name of the sender, a URI reference; with an event's `id` it is the duplicate key. `/phones` by default. */
  readonly source?: string;
  readonly fetch?: typeof fetch;
  /** Clock of the signature, in epoch milliseconds. */
  readonly now?: () => number;
  readonly wait?: (ms: number) => Promise<void>;
  /** Events in one delivery; 100 by default, at most 1,000. */
  readonly batchSize?: number;
  /** Milliseconds to wait before the second try and the following ones; [500, 2000, 8000, 30000] by default. */
  readonly retryAfterMs?: readonly number[];
  /** Limit of each try in milliseconds; 10,000 by default. */
  readonly timeoutMs?: number;
}

/** A message that the server could not read. The same again fails too. */
export interface RefusedMessage {
  /** Position in the list of messages, from 0. */
  readonly index: number;
  readonly error: string;
  readonly message: string;
}

/** Result of one `send`. */
export type SendOutcome =
  | {
      readonly kind: 'sent';
      readonly deliveries: number;
      /** Messages that could not be read; all others were accepted. */
      readonly refused: readonly RefusedMessage[];
    }
  | {
      readonly kind: 'failed';
      /** `refused`: the same again fails too. `gave-up`: the same again may succeed, with the same event ids. */
      readonly because: 'refused' | 'gave-up';
      /** HTTP status of the last answer; null where none came. */
      readonly status: number | null;
      /** Beginning of the last answer's body, or the network error. */
      readonly message: string;
      /** Number of events that were accepted before; the others were not, and are safe to send again. */
      readonly taken: number;
    };

/** Sender of phone events. */
export interface WebhookClient {
  /** Sends messages in order, in batches; never rejects for a network error or an answer. */
  send(messages: readonly PhoneMessage[]): Promise<SendOutcome>;
}

type Attempt =
  | { readonly kind: 'accepted'; readonly refused: readonly RefusedMessage[] }
  | { readonly kind: 'refused' | 'again'; readonly status: number | null; readonly message: string };

interface Signed {
  readonly id: string;
  readonly contentType: string;
  readonly body: Uint8Array<ArrayBuffer>;
}

type Key = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

const toBase64 = (bytes: ArrayBuffer): string => btoa(String.fromCharCode(...new Uint8Array(bytes)));

async function keyOf(secret: string): Promise<Key> {
  if (!secret.startsWith('whsec_')) throw new TypeError('A webhook secret begins with whsec_');
  const bytes = Uint8Array.from(atob(secret.slice('whsec_'.length)), (character) => character.charCodeAt(0));
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
}

async function signatureOf(key: Key, id: string, timestamp: string, body: Uint8Array): Promise<string> {
  const head = new TextEncoder().encode(`${id}.${timestamp}.`);
  const signed = new Uint8Array(head.length + body.length);
  signed.set(head);
  signed.set(body, head.length);
  return `v1,${toBase64(await crypto.subtle.sign('HMAC', key, signed))}`;
}

/** Reads the refused messages in an answer; a proxy may have replaced its body. */
function refusedIn(text: string): readonly RefusedMessage[] {
  try {
    const { refused } = JSON.parse(text) as { readonly refused?: readonly RefusedMessage[] };
    return Array.isArray(refused) ? refused : [];
  } catch {
    return [];
  }
}

function cloudEventOf(message: PhoneMessage, source: string) {
  const { kind, id, at, ...data } = message;
  return {
    specversion: '1.0',
    id,
    source,
    type: `org.onhook.phone.${kind}.v1`,
    time: new Date(at).toISOString(),
    datacontenttype: 'application/json',
    data,
  };
}

function signedOf(batch: readonly PhoneMessage[], source: string): Signed {
  const events = batch.map((message) => cloudEventOf(message, source));
  const [only] = events;
  const isBatch = events.length !== 1;
  return {
    id: `msg_${crypto.randomUUID()}`,
    contentType: isBatch ? 'application/cloudevents-batch+json' : 'application/cloudevents+json',
    body: new TextEncoder().encode(JSON.stringify(isBatch ? events : only)),
  };
}

/**
 * Creates a sender of phone events to `POST /hooks/phone`: signed, batched and in order. Tries again under the same
 * `webhook-id` after a network error, a 429 or a 5xx.
 *
 * @throws TypeError from `send`, when the secret is malformed
 * @example
 * const client = createWebhookClient({ url: 'https://onhook.example/hooks/phone', secret });
 * await client.send([{ kind: 'call-held', id: 'cdr-7', at: Date.now(), call: 'c1' }]);
 */
export function createWebhookClient(options: WebhookClientOptions): WebhookClient {
  const { url, secret, source = '/phones', timeoutMs = 10_000 } = options;
  const { retryAfterMs = [500, 2000, 8000, 30_000] } = options;
  const batchSize = Math.max(1, Math.min(1000, options.batchSize ?? 100));
  const send = options.fetch ?? fetch;
  const now = options.now ?? (() => Date.now());
  const wait = options.wait ?? ((ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms)));
  let key: Promise<Key> | null = null;

  const attempt = async (signed: Signed): Promise<Attempt> => {
    key ??= keyOf(secret);
    const timestamp = String(Math.floor(now() / 1000));
    const signature = await signatureOf(await key, signed.id, timestamp, signed.body);
    try {
      const response = await send(url, {
        method: 'POST',
        body: signed.body,
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
        headers: {
          'content-type': signed.contentType,
          'webhook-id': signed.id,
          'webhook-timestamp': timestamp,
          'webhook-signature': signature,
        },
      });
      const { status } = response;
      const text = await response.text();
      if (response.ok) return { kind: 'accepted', refused: refusedIn(text) };
      return { kind: status === 429 || status >= 500 ? 'again' : 'refused', status, message: text.slice(0, 500) };
    } catch (error) {
      return { kind: 'again', status: null, message: error instanceof Error ? error.message : 'unknown error' };
    }
  };

  const deliver = async (signed: Signed): Promise<Attempt> => {
    let last = await attempt(signed);
    for (const ms of retryAfterMs) {
      if (last.kind !== 'again') break;
      await wait(ms);
      last = await attempt(signed);
    }
    return last;
  };

  return {
    send: async (messages) => {
      let deliveries = 0;
      const refused: RefusedMessage[] = [];
      for (let from = 0; from < messages.length; from += batchSize) {
        const outcome = await deliver(signedOf(messages.slice(from, from + batchSize), source));
        if (outcome.kind !== 'accepted') {
          const { status, message } = outcome;
          const because = outcome.kind === 'refused' ? 'refused' : 'gave-up';
          return { kind: 'failed', because, status, message, taken: from };
        }
        deliveries += 1;
        refused.push(...outcome.refused.map((one) => ({ ...one, index: from + one.index })));
      }
      return { kind: 'sent', deliveries, refused };
    },
  };
}
