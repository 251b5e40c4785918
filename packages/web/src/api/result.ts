import type { ErrorName } from '@onhook/contract';

/** Why something was not done: the server refused it with a named error, or did not answer. */
export type Failure = { readonly kind: 'refused'; readonly error: ErrorName } | { readonly kind: 'offline' };

/** Done, or why not. Every act of the browser that asks the server answers with this. */
export type Result<Value> = { readonly kind: 'ok'; readonly value: Value } | Failure;
