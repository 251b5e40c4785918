import { createClient } from '@onhook/contract/client';
import { wait } from '../design/schedule.ts';

/** The one client of the API. Never throws: an answer is `ok` with a value, `refused` with a named error, or `offline`. */
export const client = createClient();
export type Client = typeof client;

/** Timeout of a request, in milliseconds; a connection that gives no answer by then counts as offline. */
const answerWithinMs = 20_000;

/** A client that sends only as `person`, even if someone else has signed in at this desk since. */
export const clientAs = (person: string): Client =>
  createClient((url, init) =>
    fetch(url, {
      ...init,
      headers: { ...(init?.headers as Record<string, string>), 'x-onhook-person': encodeURIComponent(person) },
      signal: AbortSignal.timeout(answerWithinMs),
    }),
  );

/** Sends a request that is only useful now, and tries twice more within two seconds while there is no answer. */
export const sendNow = (async (...args: Parameters<Client>) => {
  for (const waitMs of [500, 1500]) {
    const reply = await client(...args);
    if (reply.kind !== 'offline') return reply;
    await wait(waitMs);
  }
  return client(...args);
}) as Client;
