import type { Api, ErrorName } from '@onhook/contract';
import { client } from './client.ts';
import { connection } from './connection.ts';
import { serverClock } from './server-clock.ts';

/** Why there is no value: the server said no, by name, or nobody answered. */
export type Why = { readonly kind: 'refused'; readonly error: ErrorName } | { readonly kind: 'offline' };

/** Thrown by {@link ask} so that TanStack Query sees a failure; carries {@link Why}. */
export class NoAnswer extends Error {
  readonly why: Why;
  constructor(why: Why) {
    super(why.kind === 'refused' ? why.error : why.kind);
    this.why = why;
  }
}

export const whyOf = (error: unknown): Why => (error instanceof NoAnswer ? error.why : { kind: 'offline' });

export const isSignedOut = (error: unknown): boolean => {
  const why = whyOf(error);
  return why.kind === 'refused' && why.error === 'not-signed-in';
};

/** Asks the server. Throws {@link NoAnswer}. Every reply that tells the time sets the clock. */
export const ask = async <K extends keyof Api>(
  key: K,
  ...input: unknown extends Api[K]['input'] ? [] : [Api[K]['input']]
): Promise<Api[K]['reply']> => {
  const reply = await client(key, ...input);
  if (reply.kind !== 'ok') {
    if (reply.kind === 'offline' || reply.error === undefined) {
      connection.lost();
      throw new NoAnswer({ kind: 'offline' });
    }
    connection.found();
    throw new NoAnswer(reply);
  }
  connection.found();
  const { serverNow } = reply.value as { readonly serverNow?: number };
  if (serverNow !== undefined) serverClock.set(serverNow);
  return reply.value;
};
