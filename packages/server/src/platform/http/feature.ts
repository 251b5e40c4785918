import type { Api } from '@onhook/contract';
import type { FastifyInstance } from 'fastify';
import type { Access, AccessRows } from '../access/index.ts';
import { mountRoute, type GuardedRoutes } from './guarded-routes.ts';
import type { DeclaredRoute, HttpServices } from './route.ts';

/** Routes outside the contract: pages that a provider sends a browser to, webhooks and SCIM. Each needs an access row as well. */
export interface NonApiRoutes<Deps> {
  readonly access: AccessRows;
  readonly mount: (app: FastifyInstance, services: HttpServices, deps: Deps) => void;
}

/** Started feature, with its services. */
export interface RunningFeature {
  mount(app: FastifyInstance, guarded: GuardedRoutes, services: HttpServices): void;
}

export interface Feature<Services = never, Routes extends readonly DeclaredRoute[] = readonly DeclaredRoute[]> {
  readonly name: string;
  readonly routes: Routes;
  readonly nonApiAccess: AccessRows;
  /** Makes the dependencies of the feature's handlers, and starts its subscriptions and jobs. */
  readonly start: (services: Services) => RunningFeature;
}

/**
 * Declares a feature: the services it needs and the routes it answers. The only list of features is `features/index.ts`.
 *
 * @param declared `deps` gets the services that the feature names in its parameter's type, subscribes and schedules what the feature does
 * by itself, and returns what its handlers depend on
 *
 * @example
 * export const carry = feature({
 *   name: 'carry',
 *   deps: ({ centre, store, clock }: CarryDeps) => ({ centre, store, clock }),
 *   routes: carryRoutes,
 * });
 */
export const feature = <Services, Deps, const Routes extends readonly DeclaredRoute<keyof Api, Deps>[]>({
  name,
  deps,
  routes,
  nonApiRoutes = [],
}: {
  readonly name: string;
  readonly deps: (services: Services) => Deps;
  readonly routes: Routes;
  readonly nonApiRoutes?: readonly NonApiRoutes<Deps>[];
}): Feature<Services, Routes> => ({
  name,
  routes,
  nonApiAccess: Object.fromEntries(nonApiRoutes.flatMap(({ access }) => Object.entries<Access>(access))),
  start: (services) => {
    const own = deps(services);
    return {
      mount: (app, guarded, http) => {
        for (const route of routes) mountRoute(guarded, http, own, route);
        for (const { mount } of nonApiRoutes) mount(app, http, own);
      },
    };
  },
});

type RouteKeys<Routes extends readonly DeclaredRoute[]> = { readonly [I in keyof Routes]: Routes[I]['key'] };

type KeysOf<F extends readonly Feature[]> = F extends readonly [infer First extends Feature, ...infer Rest extends readonly Feature[]]
  ? readonly [...RouteKeys<First['routes']>, ...KeysOf<Rest>]
  : readonly [];

type Doubled<Keys extends readonly unknown[], Seen = never, Twice = never> = Keys extends readonly [infer Key, ...infer Rest]
  ? Doubled<Rest, Seen | Key, Key extends Seen ? Twice | Key : Twice>
  : Twice;

/** `unknown` where every key of the contract has one handler; else a type that names the keys which have none or two. */
export type OneHandlerEach<F extends readonly Feature[]> = number extends KeysOf<F>['length']
  ? { readonly 'a list of routes is not `as const`': never }
  : [Exclude<keyof Api, KeysOf<F>[number]>] extends [never]
    ? [Doubled<KeysOf<F>>] extends [never]
      ? unknown
      : { readonly 'routes with two handlers': Doubled<KeysOf<F>> }
    : { readonly 'routes without a handler': Exclude<keyof Api, KeysOf<F>[number]> };

/** The list of features. Does not compile unless every route of the contract has exactly one handler in it. */
export const listFeatures = <const F extends readonly Feature[]>(features: F & OneHandlerEach<F>): F => features;

/** The access rows of the contract's routes, and those of every other route of these features. */
export const accessOf = (features: readonly Feature[]): { readonly api: AccessRows; readonly others: AccessRows } => ({
  api: Object.fromEntries(features.flatMap(({ routes }) => routes.map(({ key, access }) => [key, access]))),
  others: Object.assign({}, ...features.map(({ nonApiAccess }) => nonApiAccess)) as AccessRows,
});
