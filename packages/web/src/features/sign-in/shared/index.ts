export { leaveBrowser, lockHere, signedOutKey } from './leave.ts';
