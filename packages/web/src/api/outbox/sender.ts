import type { ErrorName } from '@onhook/contract';
import { type OutboxRequest, type OutboxEntry, type Outbox, add, arrived, isFinal, refuse, tryFirst } from './queue.ts';

export type Reply =
  | { readonly kind: 'ok' }
  | { readonly kind: 'refused'; readonly error: ErrorName }
  | { readonly kind: 'offline' };

/** Outcome of a request so far; `later` means that it waits until it can be sent. */
export type Outcome = { readonly kind: 'ok' } | { readonly kind: 'later' } | { readonly kind: 'refused'; readonly error: ErrorName };

export interface SenderParts {
  /** Changes the outbox of this browser in one step and returns the new outbox. */
  readonly change: (change: (outbox: Outbox) => Outbox) => Promise<Outbox>;
  readonly send: (request: OutboxRequest) => Promise<Reply>;
  /** Runs the work while no other window does the same. */
  readonly exclusively: (work: () => Promise<void>) => Promise<void>;
  readonly newId: () => string;
  /** Calls `act` after `ms` milliseconds; returns how to stop that. */
  readonly after: (ms: number, act: () => void) => () => void;
  /** Called when a request is finally refused and no caller waits for its outcome. */
  readonly refused: (entry: OutboxEntry, error: ErrorName) => void;
}

const shortestWaitMs = 1000;
const longestWaitMs = 30_000;

/** Sends the waiting requests in order, one window at a time, until each has arrived or is finally refused. */
export const createSender = ({ change, send, exclusively, newId, after, refused }: SenderParts) => {
  const awaited = new Set<string>();
  let waitMs = shortestWaitMs;
  let stopTimer = (): void => {};
  let draining: Promise<void> | null = null;
  let again = false;

  /** Sends the first request; resolves to false if there is none or it can't be sent now. */
  const sendFirst = async (): Promise<boolean> => {
    const [first] = (await change(tryFirst)).waiting;
    if (!first) return false;
    const reply = await send(first.call);
    if (reply.kind === 'ok') await change((outbox) => arrived(outbox, first.id));
    else if (reply.kind === 'refused' && isFinal(reply.error)) {
      await change((outbox) => refuse(outbox, first.id, reply.error));
      if (!awaited.has(first.id)) refused(first, reply.error);
    } else {
      stopTimer();
      stopTimer = after(waitMs, () => void drain());
      waitMs = Math.min(longestWaitMs, waitMs * 2);
      return false;
    }
    waitMs = shortestWaitMs;
    return true;
  };

  const drain = (): Promise<void> => {
    again = true;
    draining ??= (async () => {
      while (again) {
        again = false;
        await exclusively(async () => {
          while (await sendFirst());
        });
      }
      draining = null;
    })();
    return draining;
  };

  return {
    /** Stores a request in the outbox and starts sending; resolves as soon as the request is stored. */
    enqueue: async (request: OutboxRequest): Promise<void> => {
      const id = newId();
      await change((outbox) => add(outbox, id, request));
      void drain();
    },
    /** Does the same as `enqueue`, but resolves with the outcome. */
    deliver: async (request: OutboxRequest): Promise<Outcome> => {
      const id = newId();
      awaited.add(id);
      await change((outbox) => add(outbox, id, request));
      await drain();
      const { waiting, refused: never } = await change((outbox) => outbox);
      awaited.delete(id);
      const refusal = never.find((one) => one.id === id);
      if (refusal) return { kind: 'refused', error: refusal.error };
      return waiting.some((entry) => entry.id === id) ? { kind: 'later' } : { kind: 'ok' };
    },
    /** Tries the waiting requests now, because the connection may be back. */
    flush: (): Promise<void> => {
      stopTimer();
      waitMs = shortestWaitMs;
      return drain();
    },
  };
};
