export { Asking } from './asking.tsx';
export { useRequests, useRequestsWaiting } from './feed.ts';
export { wishOnCard } from './wish-words.ts';
