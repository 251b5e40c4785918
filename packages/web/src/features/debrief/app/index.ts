export { Asking } from './asking.tsx';
export { putDebrief } from './feed.ts';
