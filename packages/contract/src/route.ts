import type { z } from 'zod';

type Method = 'GET' | 'POST' | 'DELETE';
type Key = `${Method} /${string}`;

/** Every refusal a route may answer with, by name; each has one HTTP status. */
export const errorStatus = {
  'bad-input': 400,
  'not-signed-in': 401,
  'not-allowed': 403,
  'not-found': 404,
  'link-used-or-expired': 410,
  'no-longer-possible': 409,
  'too-many-requests': 429,
  'store-unavailable': 503,
  'not-the-owner': 503,
} as const;
export type ErrorName = keyof typeof errorStatus;
/** What stands in the body of every refusal. `message` is for a developer's eye; the app words it by `error`. */
export interface Refusal {
  readonly error: ErrorName;
  readonly message: string;
}

export interface Route {
  readonly key: Key;
  readonly summary: string;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly reply: z.ZodType;
  readonly errors: readonly ErrorName[];
  /** The largest body it takes, where that is more than usual. */
  readonly mostBytes?: number;
}

/** One route of the API: its key is the method and the path, with `:name` where a parameter stands. */
export const route = <const R extends Route>(r: R): R => r;
