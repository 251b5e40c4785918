export { removeFrameCodesOf } from './queries/frame-codes.ts';
export { removeIdentitiesOf } from './queries/identities.ts';
export { removeLinksOf } from './queries/links.ts';
export { removePasskeysOf } from './queries/passkeys.ts';
export { endSessionsOf } from './queries/sessions.ts';
export { saveLastSignInDay, removeLastSignInDay, lastSignInDays } from './queries/last-sign-in-days.ts';
export type { SignIn } from './sign-in.ts';
