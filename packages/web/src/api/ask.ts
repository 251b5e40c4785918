import type { Api } from '@onhook/contract';
import { client, slowRequestClient } from './client.ts';
import { connection } from './connection.ts';
import type { Failure, Result } from './result.ts';
import { serverClock } from './server-clock.ts';

/** Thrown by {@link ask}, because TanStack Query recognises a failure by an exception. */
export class RequestFailed extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.kind === 'refused' ? failure.error : failure.kind);
    this.failure = failure;
  }
}

export const failureOf = (error: unknown): Failure => (error instanceof RequestFailed ? error.failure : { kind: 'offline' });

export const isSignedOut = (error: unknown): boolean => {
  const failure = failureOf(error);
  return failure.kind === 'refused' && failure.error === 'not-signed-in';
};

/** Sends a request to the server. Every reply updates the connection state, and a reply with the server's time sets the clock. */
export const request = async <K extends keyof Api>(
  key: K,
  ...input: unknown extends Api[K]['input'] ? [] : [Api[K]['input']]
): Promise<Result<Api[K]['reply']>> => {
  const reply = await (key.startsWith('GET ') ? client : slowRequestClient)(key, ...input);
  if (reply.kind === 'offline' || (reply.kind === 'refused' && reply.error === undefined)) {
    connection.lost();
    return { kind: 'offline' };
  }
  connection.found();
  if (reply.kind === 'refused') return reply;
  const { serverNow } = reply.value as { readonly serverNow?: number };
  if (serverNow !== undefined) serverClock.set(serverNow);
  return reply;
};

/**
 * Sends a request for TanStack Query.
 *
 * @throws RequestFailed when the server refuses or does not answer
 */
export const ask = async <K extends keyof Api>(
  key: K,
  ...input: unknown extends Api[K]['input'] ? [] : [Api[K]['input']]
): Promise<Api[K]['reply']> => {
  const result = await request(key, ...input);
  if (result.kind !== 'ok') throw new RequestFailed(result);
  return result.value;
};
