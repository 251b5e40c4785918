import { livePath } from '@onhook/contract';
import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../context.ts';
import { actorOf } from '../http/serve.ts';
import { floorOfOwnTeams, ownPanel } from '../policies/index.ts';

const heartbeatMs = 20_000;

/** Server-sent events on the raw response: whatever this person may watch, for as long as they are signed in. */
export const liveApi = (app: FastifyInstance, context: AppContext): void => {
  app.get(livePath, { config: { rateLimit: false } }, async (request, reply) => {
    const actor = await actorOf(context, request);
    reply.hijack();
    const stream = reply.raw;
    stream.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
    stream.write('retry: 2000\n\n');
    const own = ownPanel(actor);
    if (typeof own !== 'string') context.live.openPanel(own, actor.name, stream);
    const lead = floorOfOwnTeams(actor);
    if (typeof lead !== 'string') context.live.openBoard(lead, stream);
    const heartbeat = setInterval(() => {
      actorOf(context, request).then(
        () => stream.write(':\n\n'),
        () => context.live.signedOut(stream),
      );
    }, heartbeatMs);
    stream.on('close', () => {
      clearInterval(heartbeat);
      context.live.closed(actor.person, stream);
    });
  });
};
