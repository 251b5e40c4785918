import type { PhoneSystem } from '@onhook/phones/port';
import type { LiveHub } from '../live/hub.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { feature, type NonApiRoutes } from './feature.ts';

interface HealthDeps {
  readonly runtime: { readonly status: string };
  readonly live: Pick<LiveHub, 'streams'>;
  readonly metrics: Metrics;
  readonly phones: readonly PhoneSystem[];
}

const healthRoutes: NonApiRoutes<HealthDeps> = {
  access: {
    'GET /healthz': { about: 'whether the process lives', open: 'nothing' },
    'GET /readyz': { about: 'whether the runtime runs', open: 'nothing' },
    'GET /metrics': { about: 'counts, with no person, line or caller in them', open: 'nothing' },
  },
  mount: (app, _services, { runtime, live, metrics, phones }) => {
    const unlimited = { config: { rateLimit: false } };
    app.get('/healthz', unlimited, () => ({ ok: true }));
    app.get('/readyz', unlimited, (_request, reply) =>
      reply.code(runtime.status === 'running' ? 200 : 503).send({
        floor: runtime.status,
        phones: phones.map((phone) => ({ source: phone.source, state: phone.state().kind })),
      }),
    );
    app.get('/metrics', unlimited, async (_request, reply) => {
      for (const phone of phones) metrics.feedUp.set({ source: phone.source }, phone.state().kind === 'up' ? 1 : 0);
      metrics.floorOwner.set(runtime.status === 'running' || runtime.status === 'store-down' ? 1 : 0);
      metrics.streams.set(live.streams);
      return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics());
    });
  },
};

export const health = feature({
  name: 'health',
  deps: ({ runtime, live, metrics, phones }: HealthDeps): HealthDeps => ({ runtime, live, metrics, phones }),
  routes: [],
  nonApiRoutes: [healthRoutes],
});
