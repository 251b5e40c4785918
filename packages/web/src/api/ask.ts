import type { Api } from '@onhook/contract';
import { client, patientClient } from './client.ts';
import { connection } from './connection.ts';
import type { Failure, Result } from './result.ts';
import { serverClock } from './server-clock.ts';

/** Thrown by {@link ask} so that TanStack Query sees a failure; carries {@link Failure}. */
export class NoAnswer extends Error {
  readonly why: Failure;
  constructor(why: Failure) {
    super(why.kind === 'refused' ? why.error : why.kind);
    this.why = why;
  }
}

export const whyOf = (error: unknown): Failure => (error instanceof NoAnswer ? error.why : { kind: 'offline' });

export const isSignedOut = (error: unknown): boolean => {
  const why = whyOf(error);
  return why.kind === 'refused' && why.error === 'not-signed-in';
};

/** Asks the server. Every answer updates the connection state, and an answer with the server's time sets the clock. */
export const request = async <K extends keyof Api>(
  key: K,
  ...input: unknown extends Api[K]['input'] ? [] : [Api[K]['input']]
): Promise<Result<Api[K]['reply']>> => {
  const reply = await (key.startsWith('GET ') ? client : patientClient)(key, ...input);
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

/** Asks the server for TanStack Query, which recognises a failure by an exception. Throws {@link NoAnswer}. */
export const ask = async <K extends keyof Api>(
  key: K,
  ...input: unknown extends Api[K]['input'] ? [] : [Api[K]['input']]
): Promise<Api[K]['reply']> => {
  const result = await request(key, ...input);
  if (result.kind !== 'ok') throw new NoAnswer(result);
  return result.value;
};
