import { createClient } from '@onhook/contract/client';
import { wait } from '../design/schedule.ts';

/** Makes a client for which a connection that gives no answer within `answerWithinMs` milliseconds counts as offline. */
const clientWithin = (answerWithinMs: number, headers: Readonly<Record<string, string>> = {}) =>
  createClient((url, init) =>
    fetch(url, { ...init, headers: { ...(init?.headers as Record<string, string>), ...headers }, signal: AbortSignal.timeout(answerWithinMs) }),
  );

const soonMs = 20_000;
const largeMs = 120_000;

/** The one client of the API. Never throws: an answer is `ok` with a value, `refused` with a named error, or `offline`. */
export const client = clientWithin(soonMs);
export type Client = typeof client;

/** The client for requests that may take the server long, such as an import. */
export const patientClient: Client = clientWithin(largeMs);

/** A client that sends only as `person`, even if someone else has signed in at this desk since. */
export const clientAs = (person: string): Client => clientWithin(soonMs, { 'x-onhook-person': encodeURIComponent(person) });

/** Sends a request that is only useful now, and tries twice more within two seconds while there is no answer. */
export const sendNow = (async (...args: Parameters<Client>) => {
  for (const waitMs of [500, 1500]) {
    const reply = await client(...args);
    if (reply.kind !== 'offline') return reply;
    await wait(waitMs);
  }
  return client(...args);
}) as Client;
