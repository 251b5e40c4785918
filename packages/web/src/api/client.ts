import { createClient } from '@onhook/contract/client';
import { wait } from '../design/schedule.ts';

/** Makes a client whose requests fail as offline when no reply has arrived after `timeoutMs` milliseconds. */
const clientWithTimeout = (timeoutMs: number, headers: Readonly<Record<string, string>> = {}) =>
  createClient((url, init) =>
    fetch(url, { ...init, headers: { ...(init?.headers as Record<string, string>), ...headers }, signal: AbortSignal.timeout(timeoutMs) }),
  );

const defaultTimeoutMs = 20_000;
const longTimeoutMs = 120_000;

/** The client of the API. Never throws: a reply is `ok` with a value, `refused` with a named error, or `offline`. */
export const client = clientWithTimeout(defaultTimeoutMs);
export type Client = typeof client;

/** A client with a long timeout, for requests that take the server long, such as an import. */
export const slowRequestClient: Client = clientWithTimeout(longTimeoutMs);

/** Makes a client whose requests the server refuses unless `person` is still the one signed in at this browser. */
export const clientAs = (person: string): Client => clientWithTimeout(defaultTimeoutMs, { 'x-onhook-person': encodeURIComponent(person) });

/** Sends a request that is useful only now. While there is no reply, tries twice more within two seconds. */
export const sendNow = (async (...args: Parameters<Client>) => {
  for (const waitMs of [500, 1500]) {
    const reply = await client(...args);
    if (reply.kind !== 'offline') return reply;
    await wait(waitMs);
  }
  return client(...args);
}) as Client;
