import { handOverPath } from '@onhook/contract/hand-over';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Config } from '../config/index.ts';
import { Refused } from '../result.ts';
import { panelPath } from './pages.ts';

/**
 * Only the panel may be framed, and only by the origins that the configuration names. `wasm-unsafe-eval` lets our own scripts compile
 * WebAssembly, which derives keys from passphrases slowly; it lets no text become a script.
 */
const contentSecurityPolicy = (framedBy: readonly string[]): string =>
  `default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors ${framedBy.join(' ') || "'none'"}; form-action 'self'`;

/** The host of an origin; null for sandboxed and opaque pages, which send `null`. */
const hostOf = (origin: string): string | null => (URL.canParse(origin) ? new URL(origin).host : null);

/** Values of Sec-Fetch-Site that a browser sends for our own pages, or for an address that somebody typed. */
const ownSites: ReadonlySet<unknown> = new Set([undefined, 'same-origin', 'none']);

/**
 * Tells if a request reaches the API. The matched route decides, because the address itself may be written in many ways
 * (`/%61pi/…`). An address that matches no route counts too: refusing it harms nobody.
 */
const isForApi = ({ routeOptions: { url: route } }: FastifyRequest): boolean => route === undefined || route.startsWith('/api/');

/** Sets the security headers of every answer, and refuses requests that change something and come from another site. */
export const protect = (app: FastifyInstance, { config }: { readonly config: Pick<Config, 'embedOrigins' | 'publicUrl'> }): void => {
  app.addHook('onSend', async (request, reply) => {
    const { url: route } = request.routeOptions;
    reply.header('content-security-policy', contentSecurityPolicy(route === panelPath ? config.embedOrigins : []));
    reply.header('x-content-type-options', 'nosniff');
    reply.header('referrer-policy', 'no-referrer');
    // The sign-in window of a frame must be able to answer that frame, which is of our own origin.
    reply.header('cross-origin-opener-policy', route === handOverPath ? 'unsafe-none' : 'same-origin');
    // An error must not outlive its cause in a cache.
    if (isForApi(request) || reply.statusCode >= 400) reply.header('cache-control', 'no-store');
    if (config.publicUrl.startsWith('https:')) reply.header('strict-transport-security', 'max-age=31536000; includeSubDomains');
  });
  // A form on another site can send a cookie but not this header; a script there may not add it.
  app.addHook('onRequest', async (request) => {
    if (request.method === 'GET' || request.method === 'HEAD' || !isForApi(request)) return;
    const { origin } = request.headers;
    if (request.headers['x-onhook'] !== '1') throw new Refused('not-allowed', 'the x-onhook header is missing');
    if (!ownSites.has(request.headers['sec-fetch-site'])) throw new Refused('not-allowed', 'sent from another site');
    if (origin !== undefined && origin !== config.publicUrl && hostOf(origin) !== request.headers.host) {
      throw new Refused('not-allowed', 'sent from another site');
    }
  });
};
