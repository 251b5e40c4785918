import { z } from 'zod';
import { instant } from './instant.ts';
import type { Envelope } from './messages.ts';

const maxEvents = 1000;

/** One CloudEvent of a delivery, or the reason why it cannot be read. */
export type Opened = { readonly kind: 'envelope'; readonly envelope: Envelope } | { readonly kind: 'malformed'; readonly detail: string };

/** CloudEvents of one delivery in their order, or the reason why none can be read. */
export type Delivered =
  | { readonly kind: 'events'; readonly events: readonly Opened[] }
  | { readonly kind: 'malformed'; readonly detail: string };

const attribute = z
  .string()
  .min(1)
  .max(512)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u);
const required = {
  specversion: z.literal('1.0'),
  id: attribute,
  source: attribute,
  type: attribute,
};
const jsonMedia = /^application\/(?:json|[a-z0-9.+-]+\+json)\s*(?:;|$)/i;
const envelopeSchema = z
  .object({
    ...required,
    time: instant.optional(),
    datacontenttype: z.string().regex(jsonMedia).optional(),
    data: z.record(z.string(), z.unknown()),
  })
  .catchall(z.unknown());
const headersSchema = z.object(required);

class ForbiddenKey extends Error {}

/** Parses JSON; null when it is none, or has a key `__proto__`. */
function parseJson(body: string): { readonly value: unknown } | null {
  try {
    const value: unknown = JSON.parse(body, (key, inner: unknown) => {
      if (key === '__proto__') throw new ForbiddenKey();
      return inner;
    });
    return { value };
  } catch {
    return null;
  }
}

const malformed = (detail: string): { readonly kind: 'malformed'; readonly detail: string } => ({ kind: 'malformed', detail });

const problemIn = (error: z.ZodError): string => {
  const [issue] = error.issues;
  const where = issue?.path.join('.') || 'the event';
  return issue?.code === 'custom' ? `${where} ${issue.message}` : `${where} is wrong (${issue?.code ?? 'unknown'})`;
};

/** Drops attributes that are null: CloudEvents lets a sender write an absent attribute so. */
const withoutNulls = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).filter(([, attributeValue]) => attributeValue !== null))
    : value;

function open(value: unknown): Opened {
  const parsed = envelopeSchema.safeParse(withoutNulls(value));
  if (!parsed.success) return malformed(problemIn(parsed.error));
  const wrongName = Object.keys(parsed.data).find((name) => !/^(?:[a-z0-9]+|data_base64)$/.test(name));
  if (wrongName !== undefined) return malformed('an attribute name has other letters than a to z and 0 to 9');
  const { id, source, type, time, data } = parsed.data;
  // JSON of the pair, so that no other pair gives the same id.
  return { kind: 'envelope', envelope: { id: JSON.stringify([source, id]), type, at: time ?? null, data } };
}

const percentDecoded = (value: string | undefined): string | undefined => {
  try {
    return value === undefined ? undefined : decodeURIComponent(value);
  } catch {
    return undefined;
  }
};

/**
 * Reads binary mode. Its attributes are headers, which the signature does not cover: so `ce-id` must equal the signed
 * `webhook-id`, which becomes the event's id, and the data must have `kind` and `at`.
 */
function binary(header: (name: string) => string | undefined, webhookId: string, value: unknown): Delivered {
  const parsed = headersSchema.safeParse({
    specversion: header('ce-specversion'),
    id: percentDecoded(header('ce-id')),
    source: percentDecoded(header('ce-source')),
    type: percentDecoded(header('ce-type')),
  });
  if (!parsed.success) return malformed(`ce-${problemIn(parsed.error)}`);
  const data = z.record(z.string(), z.unknown()).safeParse(value);
  if (!data.success) return malformed('data should be an object');
  if (parsed.data.id !== webhookId) return malformed('in binary mode ce-id must be the webhook-id, which is signed');
  if (!('kind' in data.data && 'at' in data.data)) {
    return malformed('in binary mode data must have kind and at, because headers are not signed');
  }
  const id = JSON.stringify([webhookId]);
  return { kind: 'events', events: [{ kind: 'envelope', envelope: { id, type: parsed.data.type, at: null, data: data.data } }] };
}

/**
 * Reads CloudEvents 1.0 over HTTP: structured, batched or binary, JSON only.
 *
 * @param header returns a header by its lower-case name
 * @param webhookId the delivery's signed id
 * @returns every event in its order, each read or with its problem; `malformed` when the delivery itself is wrong
 */
export function readCloudEvents(
  header: (name: string) => string | undefined,
  webhookId: string,
  rawBody: Uint8Array,
): Delivered {
  const [media = '', ...parameters] = (header('content-type') ?? '')
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const charset = parameters.find((parameter) => parameter.startsWith('charset='));
  if (charset !== undefined && !/^charset="?utf-8"?$/.test(charset)) return malformed('the body should be UTF-8');
  let body: string;
  try {
    body = new TextDecoder('utf-8', { fatal: true }).decode(rawBody);
  } catch {
    return malformed('the body is not UTF-8');
  }
  const json = parseJson(body);
  if (json === null) return malformed('the body is not JSON, or has a key __proto__');
  const { value } = json;
  if (media === 'application/cloudevents+json') return { kind: 'events', events: [open(value)] };
  if (media === 'application/cloudevents-batch+json') {
    if (!Array.isArray(value)) return malformed('a batch should be an array');
    if (value.length > maxEvents) return malformed(`a batch should have at most ${maxEvents} events`);
    return { kind: 'events', events: value.map(open) };
  }
  if (media === 'application/json' && header('ce-specversion') !== undefined) return binary(header, webhookId, value);
  return malformed('content-type should be that of a CloudEvent: structured, batch or binary with JSON');
}
