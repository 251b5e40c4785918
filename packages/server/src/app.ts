import { existsSync } from 'node:fs';
import cookie from '@fastify/cookie';
import rateLimit from '@fastify/rate-limit';
import { livePath, type ErrorName } from '@onhook/contract';
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import type { AppContext } from './context.ts';
import { features } from './features/index.ts';
import { accessOf } from './platform/http/feature.ts';
import { createGuardedRoutes } from './platform/http/guarded-routes.ts';
import { addressKey, createLimiter, defaultLimits, type HttpLimits } from './platform/http/limits.ts';
import { servePages } from './platform/http/pages.ts';
import { protect } from './platform/http/protect.ts';
import { statusOf, toRefusal } from './platform/http/refusals.ts';
import { Refused } from './platform/result.ts';

/** Refusals that are logged with the address: many of them may come from somebody who tries to get in. */
const loggedRefusals: ReadonlySet<ErrorName> = new Set(['not-signed-in', 'not-allowed', 'link-used-or-expired', 'too-many-requests', 'bad-input']);

/** A number of proxies counts the words of X-Forwarded-For from its end, whoever the peer is: the port must not be reachable past them. */
const trustedProxies = (configured: AppContext['config']['trustProxy']): boolean | string[] | ((address: string, hop: number) => boolean) => {
  if (typeof configured === 'number') return (_address, hop) => hop < configured;
  return configured === false ? false : [...configured];
};

/**
 * Makes the HTTP server of a context: every feature's routes, and the pages.
 *
 * @param webFolder holds the built app and panel; null: only the API is served
 */
export const createApp = async (context: AppContext, webFolder: string | null, limits: HttpLimits = defaultLimits): Promise<FastifyInstance> => {
  const { clock, config, log, metrics } = context;
  const app = fastify({
    logger: false,
    trustProxy: trustedProxies(config.trustProxy),
    requestTimeout: limits.requestWithinMs,
    http: { headersTimeout: limits.headersWithinMs, connectionsCheckingInterval: Math.min(5000, limits.headersWithinMs) },
    bodyLimit: 64 * 1024,
    forceCloseConnections: true,
    // An address that cannot be read: the error's own message quotes it.
    frameworkErrors: (error, _request, reply) => void (reply as unknown as FastifyReply).code(400).send({ error: 'bad-input', message: error.code }),
  });
  app.setErrorHandler((error, request, reply) => {
    const refused = toRefusal(error);
    if (!refused) log.error({ err: error, route: request.routeOptions.url, method: request.method }, 'a request failed');
    else if (loggedRefusals.has(refused.error)) {
      log.info({ refused: refused.error, route: request.routeOptions.url, method: request.method, address: request.ip }, 'refused');
    }
    metrics.refusals.inc({ error: refused?.error ?? 'unexpected' });
    return refused
      ? reply.code(statusOf(refused)).send({ error: refused.error, message: refused.message })
      : reply.code(500).send({ error: 'unexpected', message: 'something failed here; the log says what' });
  });
  app.addHook('onResponse', (request, reply, next) => {
    // A write is somebody's act, and a stream lasts as long as its page: neither is counted.
    if (request.method === 'GET' && request.routeOptions.url !== livePath) {
      metrics.reads.add({ status: `${Math.floor(reply.statusCode / 100)}xx`, seconds: reply.elapsedTime / 1000 }, clock.now());
    }
    next();
  });
  await app.register(cookie);
  await app.register(rateLimit, { max: limits.perAddress, timeWindow: 60_000, keyGenerator: ({ ip }) => addressKey(ip) });
  const { api, others } = accessOf(features);
  const guarded = createGuardedRoutes(app, new Set([...Object.keys(api), ...Object.keys(others)]));
  protect(app, context);
  const services = { ...context, limits, actorLimits: { person: createLimiter(limits.perPerson), session: createLimiter(limits.perSession) } };
  for (const feature of context.features) feature.mount(app, guarded, services);
  if (webFolder !== null && existsSync(webFolder)) servePages(app, webFolder);
  else app.setNotFoundHandler(() => Promise.reject(new Refused('not-found')));
  return app;
};
