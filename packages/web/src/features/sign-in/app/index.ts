export { tokenIn } from './link.ts';
export { leaveBrowser, lockHere } from './signed-out.tsx';
export { waysQuery } from './sign-in-ways.tsx';
