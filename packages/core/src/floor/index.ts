export { observeLine } from './record-effects.ts';
export { assignLines, createLineOwners, isSameLine, lineInFocus, linesOf, restoreAnswerers } from './owners.ts';
export type { Assignment } from './line-owners.ts';
export { removePerson } from './remove-person.ts';
export { applyPhoneEvent } from './phone-events.ts';
export { forgetPastRequests, unexplainedPauses, type UnexplainedPause } from './stray-pauses.ts';
export { handleCommand, pendingAnswer, type CommandResult, type AgentCommand, type OffQueueGrant } from './agent-commands.ts';
export {
  callKey,
  createFloorState,
  defaultPolicy,
  createEffects,
  type EndedCall,
  type FloorState,
  type DecisionContext,
  type Effects,
  type Policy,
  type QueueUsual,
} from './state.ts';
export { applyRefusal, onClockTick, pruneState, type Refusal } from './clock-tick.ts';
