export { endOffQueue, type OffQueue, offQueueReason, type SeatNow, settleOffQueue } from './off-queue.ts';
export * from './recovery.ts';
