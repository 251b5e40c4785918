import { createClient } from '@onhook/contract/client';
import { wait } from '../design/schedule.ts';

/** The one client of the API. Never throws: an answer is `ok` with a value, `refused` with a named error, or `offline`. */
export const client = createClient();
export type Client = typeof client;

/** A connection that accepts a request and never answers counts as none after so long. */
const answerWithinMs = 20_000;

/** Sends as `person` and nobody else, whoever has signed in at this desk since. */
export const clientAs = (person: string): Client =>
  createClient((url, init) =>
    fetch(url, {
      ...init,
      headers: { ...(init?.headers as Record<string, string>), 'x-onhook-person': encodeURIComponent(person) },
      signal: AbortSignal.timeout(answerWithinMs),
    }),
  );

/** Sends a request that is only of use now, and tries twice more within two seconds while nothing answers. */
export const sendNow = (async (...args: Parameters<Client>) => {
  for (const waitMs of [500, 1500]) {
    const reply = await client(...args);
    if (reply.kind !== 'offline') return reply;
    await wait(waitMs);
  }
  return client(...args);
}) as Client;
