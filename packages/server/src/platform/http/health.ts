import { createHash, timingSafeEqual } from 'node:crypto';
import type { PhoneSystem } from '@onhook/phones/port';
import type { LiveHub } from '../live/hub.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { Refused } from '../result.ts';
import { feature, type NonApiRoutes } from './feature.ts';

interface HealthDeps {
  readonly runtime: { readonly status: string };
  readonly live: Pick<LiveHub, 'streams'>;
  readonly metrics: Metrics;
  readonly phones: readonly PhoneSystem[];
  readonly secrets: { readonly metricsToken: string | null };
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Streams that are open, rounded up, so that one browser opening its panel doesn't show. */
const streamStep = 10;

const healthRoutes: NonApiRoutes<HealthDeps> = {
  access: {
    'GET /healthz': { about: 'whether the process lives', open: 'nothing' },
    'GET /readyz': { about: 'whether the runtime runs', open: 'nothing' },
    'GET /metrics': { about: 'counts, with no person, line, caller or reason in them', open: 'the token of ONHOOK_METRICS_TOKEN; not found without the setting' },
  },
  mount: (app, _services, { runtime, live, metrics, phones, secrets: { metricsToken } }) => {
    const unlimited = { config: { rateLimit: false } };
    app.get('/healthz', unlimited, () => ({ ok: true }));
    app.get('/readyz', unlimited, (_request, reply) =>
      reply.code(runtime.status === 'running' ? 200 : 503).send({
        floor: runtime.status,
        phones: phones.map((phone) => ({ source: phone.source, state: phone.state().kind })),
      }),
    );
    app.get('/metrics', async (request, reply) => {
      if (metricsToken === null) throw new Refused('not-found');
      if (!timingSafeEqual(digest(request.headers.authorization ?? ''), digest(`Bearer ${metricsToken}`))) throw new Refused('not-signed-in');
      for (const phone of phones) metrics.feedUp.set({ source: phone.source }, phone.state().kind === 'up' ? 1 : 0);
      metrics.floorOwner.set(runtime.status === 'running' || runtime.status === 'store-down' ? 1 : 0);
      metrics.streams.set(Math.ceil(live.streams / streamStep) * streamStep);
      return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics());
    });
  },
};

export const health = feature({
  name: 'health',
  deps: ({ runtime, live, metrics, phones, secrets }: HealthDeps): HealthDeps => ({ runtime, live, metrics, phones, secrets }),
  routes: [],
  nonApiRoutes: [healthRoutes],
});
