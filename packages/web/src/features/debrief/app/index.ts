export { Asking } from './asking.tsx';
export { hearDebrief } from './feed.ts';
