import { z } from 'zod';
import type { Envelope } from './messages.ts';

const maxEvents = 1000;

/** CloudEvents of one delivery, or the reason why they cannot be read. */
export type Delivered =
  | { readonly kind: 'envelopes'; readonly envelopes: readonly Envelope[] }
  | { readonly kind: 'malformed'; readonly detail: string; readonly index?: number };

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
    time: z.iso.datetime({ offset: true }).optional(),
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

const malformed = (detail: string, index?: number): Delivered =>
  index === undefined
    ? { kind: 'malformed', detail }
    : { kind: 'malformed', detail: `event ${index}: ${detail}`, index };

const problemIn = (error: z.ZodError): string => {
  const [issue] = error.issues;
  return `${issue?.path.join('.') || 'the event'} is wrong (${issue?.code ?? 'unknown'})`;
};

function structured(values: readonly unknown[], isBatch: boolean): Delivered {
  const envelopes: Envelope[] = [];
  for (const [index, value] of values.entries()) {
    const position = isBatch ? index : undefined;
    const parsed = envelopeSchema.safeParse(value);
    if (!parsed.success) return malformed(problemIn(parsed.error), position);
    const wrongName = Object.keys(parsed.data).find((name) => !/^(?:[a-z0-9]+|data_base64)$/.test(name));
    if (wrongName !== undefined) return malformed('an attribute name has other letters than a to z and 0 to 9', position);
    const { id, source, type, time, data } = parsed.data;
    envelopes.push({
      // JSON of the pair, so that no other pair gives the same id.
      id: JSON.stringify([source, id]),
      type,
      at: time === undefined ? null : Date.parse(time),
      data,
    });
  }
  return { kind: 'envelopes', envelopes };
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
  return { kind: 'envelopes', envelopes: [{ id, type: parsed.data.type, at: null, data: data.data }] };
}

/**
 * Reads CloudEvents 1.0 over HTTP: structured, batched or binary, JSON only.
 *
 * @param header returns a header by its lower-case name
 * @param webhookId the delivery's signed id
 * @returns every event, or `malformed` with the first problem
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
  if (media === 'application/cloudevents+json') return structured([value], false);
  if (media === 'application/cloudevents-batch+json') {
    if (!Array.isArray(value)) return malformed('a batch should be an array');
    if (value.length > maxEvents) return malformed(`a batch should have at most ${maxEvents} events`);
    return structured(value, true);
  }
  if (media === 'application/json' && header('ce-specversion') !== undefined) return binary(header, webhookId, value);
  return malformed('content-type should be that of a CloudEvent: structured, batch or binary with JSON');
}
