import type { Api, Route } from '@onhook/contract';
import type { FastifyInstance } from 'fastify';
import type { DeclaredRoute, HttpServices } from './route.ts';

declare const guarded: unique symbol;

/** App on which only declared routes can be mounted. */
export interface GuardedRoutes {
  readonly [guarded]: true;
}

const appOf = (routes: GuardedRoutes): FastifyInstance => routes as unknown as FastifyInstance;

const methodAndUrl = ({ key }: Route) => {
  const [method = 'GET', url = '/'] = key.split(' ');
  return { method: method as 'GET' | 'POST' | 'DELETE', url };
};

/**
 * Guards an app: from now on it refuses to register any route, other than a page, that has no access row.
 *
 * @param keys the methods and paths that have one
 */
export const createGuardedRoutes = (app: FastifyInstance, keys: ReadonlySet<string>): GuardedRoutes => {
  app.addHook('onRoute', ({ method, url }) => {
    for (const key of [method].flat().map((one) => `${one} ${url}`)) {
      if (/^(?!HEAD )\S+ \/(api|hooks|scim|sign-in)\//.test(key) && !keys.has(key)) throw new Error(`${key} has no access row`);
    }
  });
  return app as unknown as GuardedRoutes;
};

/** Mounts one declared route with the dependencies of its feature. */
export const mountRoute = <Deps>(routes: GuardedRoutes, services: HttpServices, deps: Deps, { contract, maxPerMinute, answer }: DeclaredRoute<keyof Api, Deps>): void => {
  appOf(routes).route({
    ...methodAndUrl(contract),
    ...(contract.maxBytes !== undefined && { bodyLimit: contract.maxBytes }),
    ...(maxPerMinute !== undefined && { config: { rateLimit: { max: maxPerMinute, timeWindow: 60_000 } } }),
    handler: (request, http) => answer(services, deps, request, http),
  });
};
