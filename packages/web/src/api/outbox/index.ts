/** Delivers the agent's actions. Without a connection they wait and arrive later; the server counts a repeated one once. */
import type { ErrorName } from '@onhook/contract';
import { clientAs } from '../client.ts';
import { after } from '../../design/schedule.ts';
import { changeSlice } from '../../local-store/index.ts';
import { newId } from '../../local-store/new-id.ts';
import { type OutboxRequest, type OutboxEntry, outboxSlice } from './queue.ts';
import { type Outcome, type Reply, createSender } from './sender.ts';

export type { OutboxRequest, OutboxEntry } from './queue.ts';
export { outboxSlice } from './queue.ts';
export { withWaiting } from './with-waiting.ts';

const sendAs = (person: string) => {
  const send = clientAs(person) as (key: string, input: unknown) => Promise<Reply>;
  return (request: OutboxRequest): Promise<Reply> => send(request.key, request.input);
};

const refusalListeners = new Set<(entry: OutboxEntry, error: ErrorName) => void>();
const senders = new Map<string, ReturnType<typeof createSender>>();

/**
 * Runs the work in one window at a time. Without the Web Locks API (on plain http, or in some frames on another site's page) two windows
 * may send the same request, which the server counts once.
 */
const oneWindow = async (name: string, work: () => Promise<void>): Promise<void> => {
  if (!navigator.locks) return work();
  let hasStarted = false;
  const start = (): Promise<void> => {
    hasStarted = true;
    return work();
  };
  await navigator.locks.request(name, start).catch((error: unknown) => {
    if (hasStarted) throw error;
    return start();
  });
};

const senderFor = (person: string): ReturnType<typeof createSender> => {
  let sender = senders.get(person);
  if (!sender) {
    sender = createSender({
      change: (change) => changeSlice(person, outboxSlice, change),
      send: sendAs(person),
      exclusively: (work) => oneWindow(`onhook:outbox:${person}`, work),
      newId,
      after,
      refused: (entry, error) => refusalListeners.forEach((listener) => listener(entry, error)),
    });
    senders.set(person, sender);
    const { flush } = sender;
    addEventListener('online', () => void flush());
  }
  return sender;
};

/** Stores the request and resolves. It is sent afterwards. */
export const enqueue = (person: string, request: OutboxRequest): Promise<void> => senderFor(person).enqueue(request);

/** Stores and sends the request. Resolves when it has arrived, was refused, or has to wait. */
export const deliver = (person: string, request: OutboxRequest): Promise<Outcome> => senderFor(person).deliver(request);

/** Sends the waiting requests at once, without waiting for the next retry. */
export const flush = (person: string): Promise<void> => senderFor(person).flush();

/** Calls the listener for each request that is refused when no caller waits for it any more. Returns a function that unsubscribes. */
export const onLateRefusal = (listener: (entry: OutboxEntry, error: ErrorName) => void): (() => void) => {
  refusalListeners.add(listener);
  return () => void refusalListeners.delete(listener);
};
