export { endOffQueue, type OffQueue, offQueueReason, type ObservedMembership, reconcileOffQueue } from './off-queue.ts';
export * from './recovery.ts';
