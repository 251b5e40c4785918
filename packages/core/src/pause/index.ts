export { commandsByLine, placeOf, seatOf } from './seats.ts';
export {
  commandOf,
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
export {
  addTimeGrant,
  closeRecovery,
  endRecovery,
  extendRecovery,
  refuseRecovery,
  resumeLifting,
  takeBackTimeGrant,
  takeOverQueues,
} from './change-recovery.ts';
export { overrunAfter } from './overrun.ts';
export { duringCallLeaseMs, repeatCommandMs, stepRecovery } from './step-recovery.ts';
export {
  isOpen,
  openRecovery,
  pauseFactsOf,
  servedAt,
  type AskedRecovery,
  type ClosedRecovery,
  type EndingRecovery,
  type EndReason,
  type TimeGrant,
  type MissedCause,
  type OpenRecovery,
  type PausedRecovery,
  type Recovery,
  type RecoveryCause,
  type RecoveryStep,
  type WaitingRecovery,
} from './recovery.ts';
export { offQueueVersions } from './off-queue-versions.ts';
export { recoveryVersions } from './recovery-versions.ts';
