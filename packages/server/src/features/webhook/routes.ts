import type { PhoneSystem } from '@onhook/phones/port';
import type { CentreRuntime } from '../../centre/runtime.ts';
import type { NonApiRoutes } from '../../platform/http/feature.ts';
import { StoreUnavailable } from '../../platform/store/index.ts';

export interface WebhookDeps {
  readonly runtime: Pick<CentreRuntime, 'flush'>;
  readonly phones: readonly PhoneSystem[];
}

const maxBytes = 1024 * 1024;
const durableWithinMs = 5000;

/** HTTP statuses of the webhook's own refusals. Vendors know only HTTP statuses. */
const statuses: Readonly<Record<string, number>> = {
  'no-signature': 401,
  'bad-signature': 401,
  'too-old': 401,
  'from-the-future': 401,
  'too-large': 413,
  'id-reused': 409,
  'not-started': 503,
};

const inTime = async (durable: Promise<void>, ms: number): Promise<boolean> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => (timer = setTimeout(resolve, ms, false)));
  return Promise.race([durable.then(() => true), late]).finally(() => clearTimeout(timer));
};

/** Receives signed CloudEvents from any vendor, and answers once they are durable. */
export const webhookRoutes: NonApiRoutes<WebhookDeps> = {
  access: { 'POST /hooks/phone': { about: 'events of a phone system', open: 'a signature by its secret' } },
  mount: (app, _services, { phones, runtime }) => {
    const receiver = phones.find((system) => system.receive !== undefined);
    const receive = receiver?.receive?.bind(receiver);
    if (!receive) return;
    void app.register(async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: maxBytes }, (_request, body, done) => done(null, body));
      scope.post('/hooks/phone', { config: { rateLimit: { max: 6000, timeWindow: 60_000 } } }, async (request, reply) => {
        const taken = receive({ headers: request.headers, rawBody: request.body as Buffer });
        if (taken.kind === 'refused') {
          return reply.code(statuses[taken.because] ?? 400).send({ error: taken.because, message: taken.detail });
        }
        // A repeated delivery is also answered only once the events of the first are durable.
        if (!(await inTime(runtime.flush(), durableWithinMs))) throw new StoreUnavailable('not durable in time; send it again');
        if (taken.kind === 'repeated') return reply.code(202).send({});
        const refused = taken.refused.map(({ index, because, detail }) => ({ index, error: because, message: detail }));
        return reply.code(202).send({ accepted: taken.events, refused });
      });
    });
  },
};
