import { createClient } from '@onhook/contract/client';
import type { BoardView, PanelView } from '@onhook/contract';
import type { Server } from './server.ts';

/** A signed-in person without a browser. */
export interface Client {
  readonly call: ReturnType<typeof createClient>;
  panel(): Promise<PanelView>;
  board(): Promise<BoardView>;
}

/** Signs a person in by a one-time link from the command line. */
export const signIn = async (server: Server, person: string): Promise<Client> => {
  const link = new URL(await server.cli('link', person));
  const answer = await fetch(`${server.url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-onhook': '1' },
    body: JSON.stringify({ token: link.hash.slice(1) }),
  });
  if (!answer.ok) throw new Error(`signing in failed: ${answer.status}`);
  const cookie = answer.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ');
  const call = createClient((path, init) => fetch(`${server.url}${String(path)}`, { ...init, headers: { ...init?.headers, cookie } }));
  const read = <T>(reply: { readonly kind: 'ok'; readonly value: T } | { readonly kind: 'refused' | 'offline' }): T => {
    if (reply.kind !== 'ok') throw new Error(`the server did not answer with a value: ${JSON.stringify(reply)}`);
    return reply.value;
  };
  return { call, panel: async () => read(await call('GET /api/panel')), board: async () => read(await call('GET /api/board')) };
};
