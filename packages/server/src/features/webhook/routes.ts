import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../../context.ts';
import { StoreUnavailable } from '../../platform/store/index.ts';

const mostBytes = 1024 * 1024;
const keepWithinMs = 5000;

const statuses: Readonly<Record<string, number>> = {
  'no-signature': 401,
  'bad-signature': 401,
  'too-old': 401,
  'from-the-future': 401,
  'too-large': 413,
  'id-reused': 409,
  'not-started': 503,
};

const inTime = async (kept: Promise<void>, ms: number): Promise<boolean> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => (timer = setTimeout(resolve, ms, false)));
  return Promise.race([kept.then(() => true), late]).finally(() => clearTimeout(timer));
};

/** The vendor-neutral door: signed CloudEvents in, answered only when they are durable. */
export const phoneHook = (app: FastifyInstance, context: AppContext): void => {
  const { phones, runtime } = context;
  const receiver = phones.find((system) => system.receive !== undefined);
  const receive = receiver?.receive?.bind(receiver);
  if (!receive) return;
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: mostBytes }, (_request, body, done) => done(null, body));
    scope.post('/hooks/phone', { config: { rateLimit: { max: 6000, timeWindow: 60_000 } } }, async (request, reply) => {
      const taken = receive({ headers: request.headers, rawBody: request.body as Buffer });
      if (taken.kind === 'refused') {
        return reply.code(statuses[taken.because] ?? 400).send({ error: taken.because, message: taken.detail });
      }
      // A repeated delivery too is answered only when the first one's events are kept.
      if (!(await inTime(runtime.flush(), keepWithinMs))) throw new StoreUnavailable('not kept in time; send it again');
      return reply.code(202).send({});
    });
  });
};
