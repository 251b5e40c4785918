import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import cookie from '@fastify/cookie';
import rateLimit from '@fastify/rate-limit';
import statics from '@fastify/static';
import type { ErrorName } from '@onhook/contract';
import { embedScriptPath } from '@onhook/contract/embed';
import { handOverPath } from '@onhook/contract/hand-over';
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { boardApi } from '../../features/board/routes.ts';
import { circleApi } from '../../features/circle/routes.ts';
import { carryApi } from '../../features/carry/routes.ts';
import { dayApi } from '../../features/day/routes.ts';
import { debriefApi } from '../../features/debrief/routes.ts';
import { phoneHook } from '../../features/webhook/routes.ts';
import { ownIncidentsApi } from '../../features/incidents/own-routes.ts';
import { teamIncidentsApi } from '../../features/incidents/team-routes.ts';
import { linesApi } from '../../features/lines/routes.ts';
import { liveApi } from '../live/stream.ts';
import { looksApi } from '../../features/access-log/routes.ts';
import { myDataApi } from '../../features/my-data/routes.ts';
import { openApiPath, openApiDocument } from './open-api.ts';
import { panelApi } from '../../features/recovery/routes.ts';
import { importApi } from '../../features/people/import-routes.ts';
import { peopleApi } from '../../features/people/routes.ts';
import { teamsApi } from '../../features/people/team-routes.ts';
import { phrasesApi } from '../../features/phrasebook/routes.ts';
import { resetsApi } from '../../features/reset/routes.ts';
import { scheduleApi } from '../../features/schedule/routes.ts';
import { scimApi } from '../../features/scim/routes.ts';
import { sessionApi } from '../../features/sign-in/session-routes.ts';
import { sharesApi } from '../../features/vault/share-routes.ts';
import { oidcDoors } from '../../features/sign-in/oidc-routes.ts';
import { ownSignInsApi } from '../../features/sign-in/own-sign-ins-routes.ts';
import { passkeysApi } from '../../features/sign-in/passkey-routes.ts';
import { waysApi } from '../../features/sign-in/routes.ts';
import { vaultApi } from '../../features/vault/routes.ts';
import type { AppContext } from '../../context.ts';
import { openDoors, Refused, statusOf, toRefusal } from './serve.ts';

/**
 * Only the panel may be framed, and only by those the configuration names. WebAssembly, which `wasm-unsafe-eval` lets scripts of our own
 * compile, is what makes a passphrase dear to guess; it lets no text become a script.
 */
const contentSecurityPolicy = (framedBy: readonly string[]): string =>
  `default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors ${framedBy.join(' ') || "'none'"}; form-action 'self'`;

const panelPath = '/panel';

/** Sandboxed and opaque pages send `null`, which is no host. */
const hostOf = (origin: string): string | null => (URL.canParse(origin) ? new URL(origin).host : null);

const protect = (app: FastifyInstance, context: AppContext): void => {
  app.addHook('onSend', async (request, reply) => {
    const { url: route } = request.routeOptions;
    reply.header('content-security-policy', contentSecurityPolicy(route === panelPath ? context.config.embedOrigins : []));
    reply.header('x-content-type-options', 'nosniff');
    reply.header('referrer-policy', 'no-referrer');
    // The window a frame signs in by has to be able to answer that frame, which is of our own origin.
    reply.header('cross-origin-opener-policy', route === handOverPath ? 'unsafe-none' : 'same-origin');
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
    if (context.config.publicUrl.startsWith('https:')) reply.header('strict-transport-security', 'max-age=31536000; includeSubDomains');
  });
  // A form on another site can send a cookie but not this header; a script there may not add it.
  app.addHook('onRequest', async (request) => {
    if (request.method === 'GET' || request.method === 'HEAD' || !request.url.startsWith('/api/')) return;
    const { origin } = request.headers;
    if (request.headers['x-onhook'] !== '1') throw new Refused('not-allowed', 'the x-onhook header is missing');
    if (origin !== undefined && origin !== context.config.publicUrl && hostOf(origin) !== request.headers.host) {
      throw new Refused('not-allowed', 'asked from another site');
    }
  });
};

const health = (app: FastifyInstance, context: AppContext): void => {
  const free = { config: { rateLimit: false } };
  app.get('/healthz', free, () => ({ ok: true }));
  app.get('/readyz', free, (_request, reply) => {
    const { status: state } = context.runtime;
    return reply.code(state === 'running' ? 200 : 503).send({
      floor: state,
      phones: context.phones.map((phone) => ({ source: phone.source, state: phone.state().kind })),
    });
  });
  app.get('/metrics', free, async (_request, reply) => {
    for (const phone of context.phones) context.metrics.feedUp.set({ source: phone.source }, phone.state().kind === 'up' ? 1 : 0);
    context.metrics.streams.set(context.live.streams);
    return reply.type(context.metrics.registry.contentType).send(await context.metrics.registry.metrics());
  });
};

/** The languages a browser asks for, the most wanted first, without their regions. */
const languagesOf = (header = ''): string[] =>
  header
    .split(',')
    .map((part) => {
      const [tag = '', quality = 'q=1'] = part.trim().split(/\s*;\s*/);
      return { language: tag.split('-')[0]?.toLowerCase() ?? '', quality: Number(quality.replace('q=', '')) };
    })
    .sort((a, b) => b.quality - a.quality)
    .map(({ language }) => language);

const pages = (app: FastifyInstance, webFolder: string): void => {
  void app.register(statics, {
    root: webFolder,
    serve: false,
    cacheControl: false,
    preCompressed: true,
  });
  const page = (file: string) => (_request: unknown, reply: { header(k: string, v: string): void; sendFile(f: string): unknown }) => {
    reply.header('cache-control', 'no-cache');
    return reply.sendFile(file);
  };
  for (const [prefix, folder] of [['/assets-app/*', 'app'], ['/assets-panel/*', 'panel']] as const) {
    app.get(prefix, { config: { rateLimit: false } }, (request, reply) => {
      reply.header('cache-control', 'public, max-age=31536000, immutable');
      return reply.sendFile(join(folder, new URL(request.url, 'http://x').pathname));
    });
  }
  app.get('/favicon.svg', page('app/favicon.svg') as never);
  // What makes the panel installable; see packages/web/scripts/installable.mjs.
  for (const name of readdirSync(join(webFolder, 'panel')).filter((file) => /^panel[a-z0-9.-]*\.(js|webmanifest|svg|png)$/.test(file))) {
    app.get(`/${name}`, page(`panel/${name}`) as never);
  }
  app.get(handOverPath, page('app/index.html') as never);
  app.get(embedScriptPath, (_request, reply) => {
    reply.header('cache-control', 'no-cache');
    // Hosts that load nothing from elsewhere without a word of its own (COEP) take it too.
    reply.header('cross-origin-resource-policy', 'cross-origin');
    return reply.sendFile(join('embed', 'onhook-panel.js'));
  });
  const languages = readdirSync(join(webFolder, 'panel')).flatMap((name) => /^(.+)\.html$/.exec(name)?.[1] ?? []);
  app.get<{ Querystring: { lang?: string } }>(panelPath, (request, reply) => {
    const wanted = [request.query.lang, ...languagesOf(request.headers['accept-language'])];
    reply.header('cache-control', 'no-cache').header('vary', 'accept-language');
    return reply.sendFile(`panel/${wanted.find((language) => language && languages.includes(language)) ?? 'en'}.html`);
  });
  app.setNotFoundHandler((request, reply) => {
    if (request.method !== 'GET' || /^\/(api|hooks|scim|assets|embed)/.test(request.url)) throw new Refused('not-found');
    reply.header('cache-control', 'no-cache');
    return reply.sendFile('app/index.html');
  });
};

/** Refusals that may tell of somebody who tries doors. */
const tells: ReadonlySet<ErrorName> = new Set(['not-signed-in', 'not-allowed', 'link-used-or-expired', 'too-many-requests', 'bad-input']);

/** The HTTP side of the house. `webFolder` holds the built app and panel; without it only the API is served. */
export const createApp = async (context: AppContext, webFolder: string | null): Promise<FastifyInstance> => {
  const app = fastify({
    logger: false,
    trustProxy: context.config.trustProxy,
    bodyLimit: 64 * 1024,
    forceCloseConnections: true,
    // Of an address that cannot be read; the error quotes it.
    frameworkErrors: (error, _request, reply) => void (reply as unknown as FastifyReply).code(400).send({ error: 'bad-input', message: error.code }),
  });
  app.setErrorHandler((error, request, reply) => {
    const refused = toRefusal(error);
    if (!refused) context.log.error({ err: error, route: request.routeOptions.url, method: request.method }, 'a request failed');
    else if (tells.has(refused.error)) {
      context.log.info({ refused: refused.error, route: request.routeOptions.url, method: request.method, address: request.ip }, 'refused');
    }
    context.metrics.refusals.inc({ error: refused?.error ?? 'unexpected' });
    return refused
      ? reply.code(statusOf(refused)).send({ error: refused.error, message: refused.message })
      : reply.code(500).send({ error: 'unexpected', message: 'something failed here; the log says what' });
  });
  await app.register(cookie);
  // By address, and a centre's agents may all have the same one.
  await app.register(rateLimit, { max: 12_000, timeWindow: 60_000 });
  const doors = openDoors(app);
  protect(app, context);
  sessionApi(doors, context);
  waysApi(doors, context);
  oidcDoors(app, context);
  ownSignInsApi(doors, context);
  passkeysApi(doors, context);
  panelApi(doors, context);
  resetsApi(doors, context);
  circleApi(doors, context);
  carryApi(doors, context);
  boardApi(doors, context);
  dayApi(doors, context);
  debriefApi(doors, context);
  scheduleApi(doors, context);
  linesApi(doors, context);
  peopleApi(doors, context);
  teamsApi(doors, context);
  importApi(doors, context);
  phrasesApi(doors, context);
  looksApi(doors, context);
  myDataApi(doors, context);
  ownIncidentsApi(doors, context);
  teamIncidentsApi(doors, context);
  vaultApi(doors, context);
  sharesApi(doors, context);
  liveApi(app, context);
  phoneHook(app, context);
  scimApi(app, context);
  health(app, context);
  app.get(openApiPath, () => openApiDocument());
  if (webFolder !== null && existsSync(webFolder)) pages(app, webFolder);
  else app.setNotFoundHandler(() => Promise.reject(new Refused('not-found')));
  return app;
};
