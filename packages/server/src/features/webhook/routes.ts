import type { PhoneSystem } from '@onhook/phones/port';
import type { CentreRuntime } from '../../centre/runtime.ts';
import type { NonApiRoutes } from '../../platform/http/feature.ts';
import { StoreUnavailable } from '../../platform/store/index.ts';

export interface WebhookDeps {
  readonly runtime: Pick<CentreRuntime, 'flush'>;
  readonly phones: readonly PhoneSystem[];
}

const maxBytes = 1024 * 1024;
const durableTimeoutMs = 5000;

/** HTTP status of each refusal. A vendor's client reads the status alone. */
const statuses: Readonly<Record<string, number>> = {
  'no-signature': 401,
  'bad-signature': 401,
  'too-old': 401,
  'from-the-future': 401,
  'too-large': 413,
  'id-reused': 409,
  'not-started': 503,
};

const settlesWithin = async (promise: Promise<void>, ms: number): Promise<boolean> => {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<false>((resolve) => (timer = setTimeout(resolve, ms, false)));
  return Promise.race([promise.then(() => true), timeout]).finally(() => clearTimeout(timer));
};

/** Receives signed CloudEvents from any vendor. Answers 202 once the events are stored. */
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
        const delivery = receive({ headers: request.headers, rawBody: request.body as Buffer });
        if (delivery.kind === 'refused') {
          return reply.code(statuses[delivery.because] ?? 400).send({ error: delivery.because, message: delivery.detail });
        }
        // A repeated delivery waits as well: the events of the first one may not be stored yet.
        if (!(await settlesWithin(runtime.flush(), durableTimeoutMs))) throw new StoreUnavailable('not durable in time; send it again');
        if (delivery.kind === 'repeated') return reply.code(202).send({});
        const refused = delivery.refused.map(({ index, because, detail }) => ({ index, error: because, message: detail }));
        return reply.code(202).send({ accepted: delivery.events, refused });
      });
    });
  },
};
