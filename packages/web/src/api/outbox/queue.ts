import type { Api, ErrorName } from '@onhook/contract';
import type { Slice } from '../../local-store/slice.ts';

/** API requests that still count when they arrive late. The server counts a repeated one once. */
type Queued =
  | 'POST /api/offers/:offer/shown'
  | 'POST /api/offers/:offer/answer'
  | 'POST /api/calls/:call/:leg/tap'
  | 'POST /api/resets'
  | 'POST /api/resets/:reset/end'
  | 'POST /api/carry-items/:item';

/** Request to the server's API with its route as `key`; never a phone call. */
export type OutboxRequest = { readonly [K in Queued]: { readonly key: K; readonly input: Api[K]['input'] } }[Queued];

export interface OutboxEntry {
  readonly id: string;
  readonly call: OutboxRequest;
  /** True if the request has been sent; it may have arrived although no answer came. */
  readonly tried: boolean;
}

export interface Outbox {
  /** Waiting requests, in the order in which the agent made them. */
  readonly waiting: readonly OutboxEntry[];
  /** The last few requests that the server has finally refused. */
  readonly refused: readonly { readonly id: string; readonly error: ErrorName }[];
}

export const outboxSlice: Slice<Outbox> = { name: 'outbox', initial: { waiting: [], refused: [] } };

const mostRefused = 20;

/** The subject of a request, on which a later request replaces an earlier one; null if no request replaces another. */
const subject = (request: OutboxRequest): string | null => {
  switch (request.key) {
    case 'POST /api/calls/:call/:leg/tap':
      return JSON.stringify([request.key, request.input.params.call, Number(request.input.params.leg)]);
    case 'POST /api/carry-items/:item':
      return JSON.stringify([request.key, request.input.params.item]);
    default:
      return null;
  }
};

/** Adds a request; replaces a request on the same subject that was never sent. */
export const add = (outbox: Outbox, id: string, request: OutboxRequest): Outbox => {
  const about = subject(request);
  const before = outbox.waiting.filter((entry) => about === null || entry.tried || subject(entry.call) !== about);
  return { ...outbox, waiting: [...before, { id, call: request, tried: false }] };
};

/** Marks the first request as being sent. */
export const tryFirst = (outbox: Outbox): Outbox => {
  const [first, ...others] = outbox.waiting;
  return !first || first.tried ? outbox : { ...outbox, waiting: [{ ...first, tried: true }, ...others] };
};

export const arrived = (outbox: Outbox, id: string): Outbox => ({
  ...outbox,
  waiting: outbox.waiting.filter((entry) => entry.id !== id),
});

export const refuse = (outbox: Outbox, id: string, error: ErrorName): Outbox => ({
  ...arrived(outbox, id),
  refused: [...outbox.refused, { id, error }].slice(-mostRefused),
});

const final: ReadonlySet<string> = new Set<ErrorName>(['bad-input', 'not-allowed', 'not-found', 'no-longer-possible']);

/** True if sending the request again can't succeed. */
export const isFinal = (error: string): boolean => final.has(error);
