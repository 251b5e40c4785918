import type { PhoneEvent } from '@onhook/core/call';
import { asId, type CallId, type CustomerKey, type LineId, type QueueName, type SourceId } from '@onhook/core/ids';
import { z } from 'zod';
import { customerKey, type CallerRules } from '../customer.ts';
import { instant } from './instant.ts';

const typePrefix = 'org.onhook.phone.';
const typeSuffix = '.v1';

// Control characters and lone surrogates are refused: not every log line and database column can hold them.
const text = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u);
const label = z
  .string()
  .max(200)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u);
const call = text(200).transform((id) => asId<CallId>(id));
const line = text(200).transform((id) => asId<LineId>(id));
const queue = text(200).transform((name) => asId<QueueName>(name));
/** Number that may be written as a text. */
const numeric = z.union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/).transform(Number)]);
const count = numeric.pipe(z.int().min(0));
const seconds = numeric.transform(Math.round).pipe(
  z
    .int()
    .min(0)
    .max(31 * 86_400),
);
/** Time of a line's last call; phone systems write 0 for a line without one. */
const lastCall = z.union([z.literal([0, '0']).transform(() => null), instant]).nullable();
const device = z.enum(['idle', 'ringing', 'in-use', 'unreachable', 'unknown']);
const pausedFor = label.nullable();

const common = { at: instant.exactOptional(), order: count.exactOptional() };
const message = <Kind extends string, Shape extends z.core.$ZodLooseShape>(kind: Kind, shape: Shape) =>
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
        callsTaken: count,
        lastCallAt: lastCall,
      }),
    )
    .max(500),
});

const messageSchema = z.discriminatedUnion('kind', [
  message('call-queued', {
    call,
    queue,
    customer: text(200).exactOptional(),
    customerNumber: text(80).exactOptional(),
  }),
  message('call-offered', { call, queue, line }),
  message('call-unanswered', { call, queue, line, rangMs: count.exactOptional() }),
  message('call-answered', { call, queue, line, waitSeconds: seconds.exactOptional() }),
  message('call-held', { call }),
  message('call-retrieved', { call }),
  message('call-transferred', { call, how: z.enum(['blind', 'attended']), to: text(200).exactOptional() }),
  message('call-ended', {
    call,
    queue,
    line,
    by: z.enum(['agent', 'caller', 'transfer', 'unknown']),
    waitSeconds: seconds.exactOptional(),
    talkSeconds: seconds.exactOptional(),
  }),
  message('call-left', {
    call,
    queue,
    because: z.enum(['abandoned', 'timed-out', 'withdrawn', 'unknown']),
    waitSeconds: seconds.exactOptional(),
  }),
  message('call-wrapped', { call, line, code: text(200).exactOptional(), wrapUpSeconds: seconds.exactOptional() }),
  message('customer-sentiment', { call, score: numeric.pipe(z.number().min(-1).max(1)) }),
  message('line-joined', { line, queue, name: text(200), pausedFor }),
  message('line-left', { line, queue }),
  message('line-paused', { line, queue: queue.exactOptional(), reason: label }),
  message('line-resumed', { line, queue: queue.exactOptional() }),
  message('line-device', { line, device }),
  message('feed-opened', { startedAt: instant.nullable() }),
  message('feed-lost', { because: z.enum(['shutdown', 'closed', 'error']) }),
  message('roster', { lines: z.array(rosterLine).max(50_000), waiting: z.array(call).max(50_000).exactOptional() }),
]);

type Message = z.infer<typeof messageSchema>;

/** Schemas of the fields, by the kind of message. */
const fieldsOf: ReadonlyMap<string, Readonly<Record<string, unknown>>> = new Map(
  messageSchema.options.map(({ shape }) => [shape.kind.value, shape]),
);

/** Drops optional fields that are null or empty. An empty queue stays: without a queue a pause counts for all of them. */
const withoutBlanks = (kind: string, data: Envelope['data']): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(data).filter(([name, value]) => {
      const isBlank = value === null || (value === '' && name !== 'queue');
      return !(isBlank && fieldsOf.get(kind)?.[name] instanceof z.ZodExactOptional);
    }),
  );

/** A CloudEvent whose envelope is valid. */
export interface Envelope {
  /** Unique id of the event, from signed attributes. */
  readonly id: string;
  readonly type: string;
  /** The envelope's time in epoch milliseconds; null where it has none that is signed. */
  readonly at: number | null;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The event of an envelope, or the reason why there is none. */
export type ReadOutcome =
  | { readonly kind: 'read'; readonly event: PhoneEvent }
  | { readonly kind: 'refused'; readonly because: 'unknown-type' | 'malformed'; readonly detail: string };

/** Facts about the delivery that an envelope came in. */
export interface Reading {
  readonly source: SourceId;
  readonly receivedAt: number;
  /** Key of the hash of the caller's number; null: nothing about the customer is kept. */
  readonly customerKey: string | Uint8Array | null;
  /** Rules for callers' numbers; none by default. */
  readonly callers?: CallerRules;
  /** Epoch milliseconds; a later event is from the future. */
  readonly latestAt: number;
}

const malformed = (detail: string): ReadOutcome => ({ kind: 'refused', because: 'malformed', detail });

/** Describes the first problem by its path and kind, without the value, which could be a customer's. */
function problemIn(error: z.ZodError): string {
  const [issue] = error.issues;
  if (issue === undefined) return 'data is wrong';
  const where = ['data', ...issue.path.map(String)].join('.');
  if (issue.code === 'custom') return `${where} ${issue.message}`;
  if (issue.code === 'unrecognized_keys') return `${where} has unknown fields: ${issue.keys.length}`;
  if (issue.code === 'invalid_type') return `${where} should be ${issue.expected}`;
  if (issue.code === 'invalid_value') return `${where} should be one of ${issue.values.join(', ')}`;
  return `${where} is wrong (${issue.code})`;
}

function hashed({ customerKey: key, callers }: Reading, number: string | undefined): { customer?: CustomerKey } {
  const customer = key === null ? undefined : customerKey(key, number, callers);
  return customer === undefined ? {} : { customer };
}

function eventOf(message: Message, id: string, at: number, reading: Reading): PhoneEvent {
  const stamp = { source: reading.source, id, at, receivedAt: reading.receivedAt };
  if (message.kind !== 'call-queued') return { ...message, ...stamp };
  // The customer's number is hashed even where the sender declares it hashed.
  const { customer, customerNumber, ...rest } = message;
  return { ...rest, ...stamp, ...hashed(reading, customerNumber ?? customer) };
}

/** Turns a valid envelope into its event, or describes the first problem of its data. */
export function readMessage(envelope: Envelope, reading: Reading): ReadOutcome {
  const { type, data } = envelope;
  const kind =
    type.startsWith(typePrefix) && type.endsWith(typeSuffix) ? type.slice(typePrefix.length, -typeSuffix.length) : '';
  if (!fieldsOf.has(kind))
    return { kind: 'refused', because: 'unknown-type', detail: `no such type: ${type.slice(0, 100)}` };
  if ('kind' in data && data['kind'] !== kind) return malformed('data.kind is not what the type says');
  const parsed = messageSchema.safeParse({ ...withoutBlanks(kind, data), kind });
  if (!parsed.success) return malformed(problemIn(parsed.error));
  if (parsed.data.kind === 'call-queued' && 'customer' in parsed.data && 'customerNumber' in parsed.data) {
    return malformed('data has both customer and customerNumber');
  }
  const happenedAt = parsed.data.at ?? envelope.at;
  if (happenedAt === null) return malformed('neither the event nor its data says when it happened');
  if (happenedAt > reading.latestAt) return malformed('the event is from the future');
  return { kind: 'read', event: eventOf(parsed.data, envelope.id, happenedAt, reading) };
}
