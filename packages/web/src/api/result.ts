import type { ErrorName } from '@onhook/contract';

/** The reason for a failure: the server refused with a named error, or did not answer. */
export type Failure = { readonly kind: 'refused'; readonly error: ErrorName } | { readonly kind: 'offline' };

/** A success with its value, or a failure. Every browser function that asks the server returns this type. */
export type Result<Value> = { readonly kind: 'ok'; readonly value: Value } | Failure;
