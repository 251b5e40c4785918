import type { PhoneEvent } from '@onhook/core/call';
import { asId, type CallId, type CustomerKey, type LineId, type QueueName, type SourceId } from '@onhook/core/ids';
import { z } from 'zod';
import { customerKey } from '../customer.ts';

const typePrefix = 'org.onhook.phone.';
const typeSuffix = '.v1';

// No control characters and no half characters: neither a log line nor a database column can hold them all.
const text = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u);
const label = z
  .string()
  .max(200)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u);
const call = text(200).transform((id) => asId<CallId>(id));
const line = text(200).transform((id) => asId<LineId>(id));
const queue = text(200).transform((name) => asId<QueueName>(name));
const at = z.int().min(0).max(8_640_000_000_000_000);
const seconds = z
  .int()
  .min(0)
  .max(31 * 86_400);
const device = z.enum(['idle', 'ringing', 'in-use', 'unreachable', 'unknown']);
const pausedFor = label.nullable();

const common = { at: at.exactOptional(), order: z.int().min(0).exactOptional() };
const told = <Kind extends string, Shape extends z.core.$ZodLooseShape>(kind: Kind, shape: Shape) =>
  z.strictObject({ kind: z.literal(kind), ...common, ...shape });

const rosterLine = z.strictObject({
  line,
  name: text(200),
  device,
  memberships: z
    .array(
      z.strictObject({
        queue,
        pausedFor,
        callsTaken: z.int().min(0),
        lastCallAt: at.nullable(),
      }),
    )
    .max(500),
});

const toldSchema = z.discriminatedUnion('kind', [
  told('call-queued', {
    call,
    queue,
    customer: text(200).exactOptional(),
    customerNumber: text(80).exactOptional(),
  }),
  told('call-offered', { call, queue, line }),
  told('call-unanswered', { call, queue, line, rangMs: z.int().min(0).exactOptional() }),
  told('call-answered', { call, queue, line, waitSeconds: seconds.exactOptional() }),
  told('call-held', { call }),
  told('call-retrieved', { call }),
  told('call-transferred', { call, how: z.enum(['blind', 'attended']), to: text(200).exactOptional() }),
  told('call-ended', {
    call,
    queue,
    line,
    by: z.enum(['agent', 'caller', 'transfer', 'unknown']),
    waitSeconds: seconds.exactOptional(),
    talkSeconds: seconds.exactOptional(),
  }),
  told('call-left', {
    call,
    queue,
    because: z.enum(['abandoned', 'timed-out', 'withdrawn', 'unknown']),
    waitSeconds: seconds.exactOptional(),
  }),
  told('call-wrapped', { call, line, code: text(200).exactOptional(), wrapUpSeconds: seconds.exactOptional() }),
  told('customer-sentiment', { call, score: z.number().min(-1).max(1) }),
  told('line-joined', { line, queue, name: text(200), pausedFor }),
  told('line-left', { line, queue }),
  told('line-paused', { line, queue: queue.exactOptional(), reason: label }),
  told('line-resumed', { line, queue: queue.exactOptional() }),
  told('line-device', { line, device }),
  told('feed-opened', { startedAt: at.nullable() }),
  told('feed-lost', { because: z.enum(['shutdown', 'closed', 'error']) }),
  told('roster', { lines: z.array(rosterLine).max(50_000), waiting: z.array(call).max(50_000).exactOptional() }),
]);

type Told = z.infer<typeof toldSchema>;
const kinds: ReadonlySet<string> = new Set(toldSchema.options.map((option) => option.shape.kind.value));

/** What one CloudEvent says, once its envelope is known to be sound. */
export interface Envelope {
  /** Names the event once and for all, by what was signed. */
  readonly id: string;
  readonly type: string;
  /** The envelope's own time; null where it has none that was signed. */
  readonly at: number | null;
  readonly data: Readonly<Record<string, unknown>>;
}

export type ReadOutcome =
  | { readonly kind: 'read'; readonly event: PhoneEvent }
  | { readonly kind: 'refused'; readonly because: 'unknown-type' | 'malformed'; readonly detail: string };

export interface Reading {
  readonly source: SourceId;
  readonly receivedAt: number;
  /** Keys the hash of who called; without it nothing about the customer goes on. */
  readonly customerKey: string | Uint8Array | null;
  readonly latestAt: number;
}

const malformed = (detail: string): ReadOutcome => ({ kind: 'refused', because: 'malformed', detail });

/** Says where and what kind of wrong, never the value: it might be a customer's. */
function firstWrong(error: z.ZodError): string {
  const [issue] = error.issues;
  if (issue === undefined) return 'data is wrong';
  const where = ['data', ...issue.path.map(String)].join('.');
  if (issue.code === 'unrecognized_keys') return `${where} has fields that nobody knows: ${issue.keys.length}`;
  if (issue.code === 'invalid_type') return `${where} should be ${issue.expected}`;
  if (issue.code === 'invalid_value') return `${where} should be one of ${issue.values.join(', ')}`;
  return `${where} is wrong (${issue.code})`;
}

function hashed(key: Reading['customerKey'], told: string | undefined): { customer?: CustomerKey } {
  const customer = key === null ? undefined : customerKey(key, told);
  return customer === undefined ? {} : { customer };
}

function eventOf(told: Told, id: string, at: number, reading: Reading): PhoneEvent {
  const stamp = { source: reading.source, id, at, receivedAt: reading.receivedAt };
  if (told.kind !== 'call-queued') return { ...told, ...stamp };
  // What names the customer is hashed even where the sender says that it already is.
  const { customer, customerNumber, ...rest } = told;
  return { ...rest, ...stamp, ...hashed(reading.customerKey, customerNumber ?? customer) };
}

/** Turns one sound envelope into the event it tells of, or says what is wrong with it. */
export function readMessage(envelope: Envelope, reading: Reading): ReadOutcome {
  const { type, data } = envelope;
  const kind =
    type.startsWith(typePrefix) && type.endsWith(typeSuffix) ? type.slice(typePrefix.length, -typeSuffix.length) : '';
  if (!kinds.has(kind))
    return { kind: 'refused', because: 'unknown-type', detail: `no such type: ${type.slice(0, 100)}` };
  if ('kind' in data && data['kind'] !== kind) return malformed('data.kind is not what the type says');
  const parsed = toldSchema.safeParse({ ...data, kind });
  if (!parsed.success) return malformed(firstWrong(parsed.error));
  if (parsed.data.kind === 'call-queued' && 'customer' in parsed.data && 'customerNumber' in parsed.data) {
    return malformed('data has both customer and customerNumber');
  }
  const happenedAt = parsed.data.at ?? envelope.at;
  if (happenedAt === null) return malformed('neither the event nor its data says when it happened');
  if (happenedAt > reading.latestAt) return malformed('the event is from the future');
  return { kind: 'read', event: eventOf(parsed.data, envelope.id, happenedAt, reading) };
}
