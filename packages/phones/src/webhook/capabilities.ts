import type { Capabilities } from '../port.ts';

/**
 * Abilities of the webhook's protocol. A sender that leaves out holds or after-call work looks like a centre that has
 * none. Without a command address lines cannot be paused.
 */
export const capabilities: Capabilities = {
  pausesLines: true,
  pausesSingleQueues: true,
  showsPauseReason: true,
  endsPauses: false,
  confirmsPause: 'event',
  reportsHolds: true,
  reportsAfterCallWork: true,
  reportsWhoHungUp: true,
  setsPenalty: false,
};
