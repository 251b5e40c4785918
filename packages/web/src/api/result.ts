import type { ErrorName } from '@onhook/contract';

/** A failed request: the server refused it with a named error, or did not answer. */
export type Failure = { readonly kind: 'refused'; readonly error: ErrorName } | { readonly kind: 'offline' };

/** A success with its value, or a failure. Result type of the browser's requests. */
export type Result<Value> = { readonly kind: 'ok'; readonly value: Value } | Failure;
