export * from './event.ts';
export { phoneEventVersions } from './event-versions.ts';
export { isLive, type Call, type QueueVisit, type QueueVisitOutcome } from './queue-visits.ts';
export { agentState, pausesOf, type AgentState, type LineTrack, type Pauses, type QueueMembership } from './line.ts';
export { explainedByCommandMs, type OwnPause } from './own-pause.ts';
export { halfHourMs, sumClosed, type HalfHour, type QueueTrack } from './queue.ts';
export { isDoubtful, pruneTracker } from './unknown-ends.ts';
export {
  createTracker,
  disconnect,
  isTrusted,
  type CallTrack,
  type Change,
  type FeedTrack,
  type Tracker,
  type TrackerRules,
} from './state.ts';
export { trackerVersions } from './state-versions.ts';
export { applyLine } from './memberships.ts';
export { apply } from './tracker.ts';
