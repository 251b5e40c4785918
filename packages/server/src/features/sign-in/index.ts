export { removeIdentitiesOf } from './queries/identities.ts';
export { removePasskeysOf } from './queries/passkeys.ts';
export { endSessionsOf } from './queries/sessions.ts';
