export { leaveBrowser, lockHere } from '../shared/index.ts';
export { tokenIn } from './link.ts';
export { waysQuery } from './sign-in-ways.tsx';
