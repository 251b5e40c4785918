export {
  latePauseWindowMs,
  offQueueReason,
  recoveryPauseReason,
  type LineCommand,
  type LineReason,
  type LineRequestId,
  type ObservedLine,
} from './line-request.ts';
export { endOffQueue, offQueueOf, type OffQueue, type OffQueueRecord } from './off-queue.ts';
export { offQueueRequest, reconcile, recoveryRequest, type LineRequest, type Reconciled } from './reconcile.ts';
export * from './recovery.ts';
export { offQueueVersions } from './off-queue-versions.ts';
export { recoveryVersions } from './recovery-versions.ts';
