import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import statics from '@fastify/static';
import { embedScriptPath } from '@onhook/contract/embed';
import { handOverPath } from '@onhook/contract/hand-over';
import type { FastifyInstance } from 'fastify';
import { Refused } from '../result.ts';

/** Page that other sites may hold in a frame; no other page allows it. */
export const panelPath = '/panel';

/** The languages of an accept-language header, the preferred first, without their regions. */
const languagesOf = (header = ''): string[] =>
  header
    .split(',')
    .map((part) => {
      const [tag = '', quality = 'q=1'] = part.trim().split(/\s*;\s*/);
      return { language: tag.split('-')[0]?.toLowerCase() ?? '', quality: Number(quality.replace('q=', '')) };
    })
    .sort((a, b) => b.quality - a.quality)
    .map(({ language }) => language);

/**
 * Serves the built app, panel and embedding script. They are the same for everybody and need no session.
 *
 * @param webFolder holds `app`, `panel` and `embed`
 */
export const servePages = (app: FastifyInstance, webFolder: string): void => {
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
  // Files that make the panel installable; packages/web/scripts/installable.mjs writes them.
  for (const name of readdirSync(join(webFolder, 'panel')).filter((file) => /^panel[a-z0-9.-]*\.(js|webmanifest|svg|png)$/.test(file))) {
    app.get(`/${name}`, page(`panel/${name}`) as never);
  }
  app.get(handOverPath, page('app/index.html') as never);
  app.get(embedScriptPath, (_request, reply) => {
    reply.header('cache-control', 'no-cache');
    // A host page under COEP loads a script of another site only with this header.
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
