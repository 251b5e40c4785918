/** What the agent did while nothing could be sent arrives later, once. */
import type { ErrorName } from '@onhook/contract';
import { clientAs } from '../client.ts';
import { after } from '../../design/schedule.ts';
import { changeKept } from '../../local-store/index.ts';
import { newId } from '../../local-store/new-id.ts';
import { type Call, type Entry, outboxSlice } from './queue.ts';
import { type Outcome, type Reply, createSender } from './sender.ts';

export type { Call, Entry } from './queue.ts';
export { outboxSlice } from './queue.ts';
export { withWaiting } from './with-waiting.ts';

const senderOf = (person: string) => {
  const send = clientAs(person) as (key: string, input: unknown) => Promise<Reply>;
  return (call: Call): Promise<Reply> => send(call.key, call.input);
};

const toTell = new Set<(entry: Entry, error: ErrorName) => void>();
const senders = new Map<string, ReturnType<typeof createSender>>();

/**
 * There are no locks on a page that is not secure, and a frame on another site's page may be refused them. Without, two
 * windows may send the same twice, which the server takes as once.
 */
const oneWindow = async (name: string, work: () => Promise<void>): Promise<void> => {
  if (!navigator.locks) return work();
  let begun = false;
  const begin = (): Promise<void> => {
    begun = true;
    return work();
  };
  await navigator.locks.request(name, begin).catch((error: unknown) => {
    if (begun) throw error;
    return begin();
  });
};

const of = (person: string): ReturnType<typeof createSender> => {
  let sender = senders.get(person);
  if (!sender) {
    sender = createSender({
      change: (change) => changeKept(person, outboxSlice, change),
      send: senderOf(person),
      alone: (work) => oneWindow(`onhook:outbox:${person}`, work),
      newId,
      after,
      refused: (entry, error) => toTell.forEach((tell) => tell(entry, error)),
    });
    senders.set(person, sender);
    const { nudge } = sender;
    addEventListener('online', () => void nudge());
  }
  return sender;
};

/** Resolves when it is kept. It is sent then, and nobody waits for that. */
export const put = (person: string, call: Call): Promise<void> => of(person).put(call);

/** Resolves when it has arrived, was refused, or has to wait; it is kept before anything else happens. */
export const post = (person: string, call: Call): Promise<Outcome> => of(person).post(call);

/** Sends what waits from before, and tries at once what is being waited with. */
export const nudge = (person: string): Promise<void> => of(person).nudge();

/** Hears of what was refused for good long after it was done. */
export const whenRefusedLate = (tell: (entry: Entry, error: ErrorName) => void): (() => void) => {
  toTell.add(tell);
  return () => void toTell.delete(tell);
};
