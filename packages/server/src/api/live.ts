import type { ServerResponse } from 'node:http';
import { livePath } from '@onhook/contract';
import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../context.ts';
import { actorOf, refuseUnlessOwner } from '../http/serve.ts';
import { sessionOf } from '../http/session-cookie.ts';
import { floorOfOwnTeams, ownPanel } from '../policies/index.ts';

const beatMs = 1000;
/** Every stream has its turn once in so many beats. */
const beats = 20;

type Open = Map<ServerResponse, string>;

/** Keeps these streams alive, and ends those whose session is over. A store that cannot answer ends nobody's. */
const beat = async (context: AppContext, open: Open): Promise<void> => {
  const asked = [...open];
  if (asked.length === 0) return;
  const stillIn = await context.signIn.stillIn(asked.map(([, session]) => session)).catch((error: unknown) => {
    context.log.warn({ err: error, streams: asked.length }, 'sessions could not be looked up');
    return null;
  });
  for (const [stream, session] of asked) {
    if (!open.has(stream)) continue;
    if (stillIn === null || stillIn.has(session)) stream.write(':\n\n');
    else context.live.signedOut(stream);
  }
};

/** Server-sent events on the raw response: whatever this person may watch, for as long as they are signed in. */
export const liveApi = (app: FastifyInstance, context: AppContext): void => {
  // A question to the store for each of ten thousand streams would leave it no time for the floor.
  const turns = Array.from({ length: beats }, (): Open => new Map());
  let opened = 0;
  let turn = 0;
  const heart = setInterval(() => {
    turn = (turn + 1) % beats;
    void beat(context, turns[turn]!);
  }, beatMs);
  app.addHook('onClose', async () => clearInterval(heart));

  app.get(livePath, { config: { rateLimit: false } }, async (request, reply) => {
    refuseUnlessOwner(context);
    const actor = await actorOf(context, request);
    const session = sessionOf(context, request) ?? '';
    reply.hijack();
    const stream = reply.raw;
    stream.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
    stream.write('retry: 2000\n\n');
    const own = ownPanel(actor);
    if (typeof own !== 'string') context.live.openPanel(own, actor.name, stream);
    const lead = floorOfOwnTeams(actor);
    if (typeof lead !== 'string') context.live.openBoard(lead, stream);
    opened += 1;
    const open = turns[opened % beats]!;
    open.set(stream, session);
    stream.on('close', () => {
      open.delete(stream);
      context.live.closed(actor.person, stream);
    });
  });
};
