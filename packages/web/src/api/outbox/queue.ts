import type { Api, ErrorName } from '@onhook/contract';
import type { Slice } from '../../local-store/slice.ts';

/** Routes whose requests are still valid when they arrive late. The server counts a repeated one once. */
type QueuedRoute =
  | 'POST /api/offers/:offer/shown'
  | 'POST /api/offers/:offer/answer'
  | 'POST /api/calls/:call/:leg/tap'
  | 'POST /api/resets'
  | 'POST /api/resets/:reset/end'
  | 'POST /api/carry-items/:item';

/** A request to the server's API, with its route as `key`. */
export type OutboxRequest = { readonly [K in QueuedRoute]: { readonly key: K; readonly input: Api[K]['input'] } }[QueuedRoute];

export interface OutboxEntry {
  readonly id: string;
  /** The request; stored under this name. */
  readonly call: OutboxRequest;
  /** True once the request has been sent. It may have arrived even if no reply came. */
  readonly tried: boolean;
}

export interface Outbox {
  /** Requests that have not arrived yet, in the order in which the agent made them. */
  readonly waiting: readonly OutboxEntry[];
  /** The last few requests that the server refused for good. */
  readonly refused: readonly { readonly id: string; readonly error: ErrorName }[];
}

export const outboxSlice: Slice<Outbox> = { name: 'outbox', initial: { waiting: [], refused: [] } };

const maxRefused = 20;

/** Names the subject of a request: a later request on it replaces an earlier one. Null when requests of this route do not replace each other. */
const subjectOf = (request: OutboxRequest): string | null => {
  switch (request.key) {
    case 'POST /api/calls/:call/:leg/tap':
      return JSON.stringify([request.key, request.input.params.call, Number(request.input.params.leg)]);
    case 'POST /api/carry-items/:item':
      return JSON.stringify([request.key, request.input.params.item]);
    default:
      return null;
  }
};

/** Adds a request. Replaces an unsent one on the same subject. */
export const add = (outbox: Outbox, id: string, request: OutboxRequest): Outbox => {
  const subject = subjectOf(request);
  const others = outbox.waiting.filter((entry) => subject === null || entry.tried || subjectOf(entry.call) !== subject);
  return { ...outbox, waiting: [...others, { id, call: request, tried: false }] };
};

/** Marks the first request as sent. */
export const markFirstTried = (outbox: Outbox): Outbox => {
  const [first, ...others] = outbox.waiting;
  return !first || first.tried ? outbox : { ...outbox, waiting: [{ ...first, tried: true }, ...others] };
};

export const removeArrived = (outbox: Outbox, id: string): Outbox => ({
  ...outbox,
  waiting: outbox.waiting.filter((entry) => entry.id !== id),
});

export const recordRefusal = (outbox: Outbox, id: string, error: ErrorName): Outbox => ({
  ...removeArrived(outbox, id),
  refused: [...outbox.refused, { id, error }].slice(-maxRefused),
});

const finalErrors: ReadonlySet<string> = new Set<ErrorName>(['bad-input', 'not-allowed', 'not-found', 'no-longer-possible']);

/** True for an error after which the same request can never succeed. */
export const isFinal = (error: string): boolean => finalErrors.has(error);
