export { Asking } from './asking.tsx';
export { useRequests, useRequestsWaiting } from './feed.ts';
