/**
 * Catalogue of refusals: every way in which the API refuses, by name, with its HTTP status and its meaning for the client.
 * A service refuses by one of these names (`refused('not-found')`); no other error turns into a status.
 */
export const errorCatalogue = {
  'bad-input': { status: 400, means: 'the request does not fit the contract' },
  'not-signed-in': { status: 401, means: 'the request carries no session that is good' },
  'not-allowed': { status: 403, means: 'the roles of this person do not allow this' },
  'not-found': { status: 404, means: 'there is no such thing, or it is not for this person' },
  'link-used-or-expired': { status: 410, means: 'the link, code or passkey proves nothing (any more)' },
  'no-longer-possible': { status: 409, means: 'the thing is in a state in which this cannot be done' },
  'too-many-requests': { status: 429, means: 'this address asks too often' },
  'store-unavailable': { status: 503, means: 'the store takes no writes; the same request may succeed later' },
  'not-the-owner': { status: 503, means: 'another process runs this centre; ask that one' },
} as const satisfies Readonly<Record<string, { readonly status: number; readonly means: string }>>;

export type ErrorName = keyof typeof errorCatalogue;

/** The body of every refusal. `message` is for a developer's eye; the app words it by `error`. */
export interface Refusal {
  readonly error: ErrorName;
  readonly message: string;
}
