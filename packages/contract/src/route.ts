import type { z } from 'zod';
import type { ErrorName } from './errors.ts';

type Method = 'GET' | 'POST' | 'DELETE';
type Key = `${Method} /${string}`;

export interface Route {
  /** Method and path, with `:name` for a parameter. */
  readonly key: Key;
  readonly summary: string;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** Request that fits the schemas and names nothing that exists. The documentation shows it, and the attack tests send it. */
  readonly example?: { readonly params?: unknown; readonly query?: unknown; readonly body?: unknown };
  readonly reply: z.ZodType;
  readonly errors: readonly ErrorName[];
  /** Largest body in bytes, if it may exceed 64 KiB. */
  readonly maxBytes?: number;
}

/** Input of a route before parsing: those of `params`, `query` and `body` that the route has. */
export type Input<R extends Route> = (R extends { params: infer P extends z.ZodType } ? { readonly params: z.input<P> } : unknown) &
  (R extends { query: infer Q extends z.ZodType } ? { readonly query: z.input<Q> } : unknown) &
  (R extends { body: infer B extends z.ZodType } ? { readonly body: z.input<B> } : unknown);

type Frozen<T> = T extends object ? { readonly [K in keyof T]: Frozen<T[K]> } : T;
type WithExample<R extends Route> = unknown extends Input<R> ? unknown : { readonly example: Frozen<Input<R>> };

/**
 * Declares one route of the API. Every exported declaration of a contract file is part of the API; there is no other list.
 *
 * @param declared the route; a route with parameters, query or body needs an `example` that fits them
 * @returns the same object, typed by its own literals
 *
 * @example
 * export const readBoard = route({
 *   key: 'GET /api/board',
 *   summary: 'The floor as a lead of these teams sees it.',
 *   reply: boardView,
 *   errors: ['not-signed-in', 'not-allowed'],
 * });
 */
export const route = <const R extends Route>(declared: R & WithExample<R>): R => declared;
