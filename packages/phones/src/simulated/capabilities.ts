import type { Capabilities } from '../port.ts';

/** Abilities of the imaginary centre. */
export const capabilities: Capabilities = {
  pausesLines: true,
  pausesSingleQueues: true,
  showsPauseReason: true,
  endsPauses: true,
  confirmsPause: 'event',
  reportsHolds: true,
  reportsAfterCallWork: true,
  reportsWhoHungUp: true,
  setsPenalty: false,
};
