import type { ErrorName } from '@onhook/contract';
import { type OutboxRequest, type OutboxEntry, type Outbox, add, isFinal, markFirstTried, recordRefusal, removeArrived } from './queue.ts';

export type Reply =
  | { readonly kind: 'ok' }
  | { readonly kind: 'refused'; readonly error: ErrorName }
  | { readonly kind: 'offline' };

/** Outcome of a request so far. `later`: it waits until it can be sent. */
export type Outcome = { readonly kind: 'ok' } | { readonly kind: 'later' } | { readonly kind: 'refused'; readonly error: ErrorName };

export interface SenderDeps {
  /** Changes this browser's outbox atomically and returns the new outbox. */
  readonly change: (change: (outbox: Outbox) => Outbox) => Promise<Outbox>;
  readonly send: (request: OutboxRequest) => Promise<Reply>;
  /** Runs the work in one window of the browser at a time. */
  readonly exclusively: (work: () => Promise<void>) => Promise<void>;
  readonly newId: () => string;
  /** Calls `act` after `ms` milliseconds. Returns a function that cancels this. */
  readonly after: (ms: number, act: () => void) => () => void;
  /** Called when a request is refused for good and no caller waits for its outcome. */
  readonly refused: (entry: OutboxEntry, error: ErrorName) => void;
}

const minRetryMs = 1000;
const maxRetryMs = 30_000;

/** Creates a sender. It sends the waiting requests in order, one window at a time, until each has arrived or is refused for good. */
export const createSender = ({ change, send, exclusively, newId, after, refused }: SenderDeps) => {
  const awaited = new Set<string>();
  let retryMs = minRetryMs;
  let stopTimer = (): void => {};
  let draining: Promise<void> | null = null;
  let isRequested = false;

  /** Sends the first request. Resolves to false when there is none, or it cannot be sent now. */
  const sendFirst = async (): Promise<boolean> => {
    const [first] = (await change(markFirstTried)).waiting;
    if (!first) return false;
    const reply = await send(first.call);
    if (reply.kind === 'ok') await change((outbox) => removeArrived(outbox, first.id));
    else if (reply.kind === 'refused' && isFinal(reply.error)) {
      await change((outbox) => recordRefusal(outbox, first.id, reply.error));
      if (!awaited.has(first.id)) refused(first, reply.error);
    } else {
      stopTimer();
      stopTimer = after(retryMs, () => void drain());
      retryMs = Math.min(maxRetryMs, retryMs * 2);
      return false;
    }
    retryMs = minRetryMs;
    return true;
  };

  const drain = (): Promise<void> => {
    isRequested = true;
    draining ??= (async () => {
      while (isRequested) {
        isRequested = false;
        await exclusively(async () => {
          while (await sendFirst());
        });
      }
      draining = null;
    })();
    return draining;
  };

  return {
    /** Stores a request in the outbox and starts sending. Resolves as soon as the request is stored. */
    enqueue: async (request: OutboxRequest): Promise<void> => {
      const id = newId();
      await change((outbox) => add(outbox, id, request));
      void drain();
    },
    /** Like `enqueue`, but resolves with the outcome. */
    deliver: async (request: OutboxRequest): Promise<Outcome> => {
      const id = newId();
      awaited.add(id);
      await change((outbox) => add(outbox, id, request));
      await drain();
      const { waiting, refused: refusals } = await change((outbox) => outbox);
      awaited.delete(id);
      const refusal = refusals.find((entry) => entry.id === id);
      if (refusal) return { kind: 'refused', error: refusal.error };
      return waiting.some((entry) => entry.id === id) ? { kind: 'later' } : { kind: 'ok' };
    },
    /** Sends the waiting requests now instead of at the next retry. */
    flush: (): Promise<void> => {
      stopTimer();
      retryMs = minRetryMs;
      return drain();
    },
  };
};
