import type { Capabilities } from '../port.ts';

/** Abilities of the AMI connector. Asterisk can lower priorities (QueuePenalty); the connector does not do so yet. */
export const capabilities: Capabilities = {
  pausesLines: true,
  pausesSingleQueues: true,
  showsPauseReason: true,
  endsPauses: false,
  confirmsPause: 'event',
  reportsHolds: true,
  reportsAfterCallWork: false,
  reportsWhoHungUp: true,
  setsPenalty: false,
};
