import type { ServerResponse } from 'node:http';
import { livePath } from '@onhook/contract';
import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../../context.ts';
import { actorOf, refuseUnlessOwner } from '../http/serve.ts';
import { sessionOf } from '../http/session-cookie.ts';
import { floorOfOwnTeams, ownPanel } from '../access/index.ts';
import { hashToken } from '../../features/sign-in/tokens.ts';

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
    if (!open.has(stream) || stream.writableEnded) continue;
    if (stillIn === null || stillIn.has(session)) stream.write(':\n\n');
    else context.live.signedOut(stream);
  }
};

/** What was ended in the moment before the last look, by another process whose clock is a little behind. */
const lookBackMs = 10_000;

/** Ends, within a second, the streams of sessions that were ended, whoever ended them. */
const endedWatch = (context: AppContext) => {
  const open = new Map<string, Set<ServerResponse>>();
  let lookedAt = context.clock.now();
  let looking = false;
  const look = async (): Promise<void> => {
    if (looking || open.size === 0) return;
    looking = true;
    const now = context.clock.now();
    try {
      for (const hash of await context.signIn.endedSince(lookedAt - lookBackMs)) {
        for (const stream of open.get(hash) ?? []) context.live.signedOut(stream);
      }
      lookedAt = now;
    } catch (error) {
      context.log.warn({ err: error }, 'ended sessions could not be looked up');
    } finally {
      looking = false;
    }
  };
  return {
    look,
    opened: (stream: ServerResponse, session: string): void => {
      const hash = hashToken(session);
      open.set(hash, (open.get(hash) ?? new Set()).add(stream));
    },
    closed: (stream: ServerResponse, session: string): void => {
      const hash = hashToken(session);
      open.get(hash)?.delete(stream);
      if (open.get(hash)?.size === 0) open.delete(hash);
    },
  };
};

/** Server-sent events on the raw response: whatever this person may watch, for as long as they are signed in. */
export const liveApi = (app: FastifyInstance, context: AppContext): void => {
  // A question to the store for each of ten thousand streams would leave it no time for the floor.
  const turns = Array.from({ length: beats }, (): Open => new Map());
  const ended = endedWatch(context);
  let opened = 0;
  let turn = 0;
  const heart = setInterval(() => {
    turn = (turn + 1) % beats;
    void beat(context, turns[turn]!);
    void ended.look();
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
    context.live.listens(actor.person, stream);
    opened += 1;
    const open = turns[opened % beats]!;
    open.set(stream, session);
    ended.opened(stream, session);
    stream.on('close', () => {
      ended.closed(stream, session);
      open.delete(stream);
      context.live.closed(actor.person, stream);
    });
  });
};
