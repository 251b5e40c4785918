import type { QueueName } from '../ids/index.ts';
import type { Entry } from '../ledger/index.ts';
import {
  commandOf,
  offQueueReason,
  recoveryPauseReason,
  type LineCommand,
  type LineReason,
  type LineRequestFacts,
  type ObservedLine,
} from './line-request.ts';
import { stepOffQueue, type OffQueueRecord } from './off-queue.ts';
import { takeOverQueues } from './change-recovery.ts';
import { isOpen, type Recovery } from './recovery.ts';
import { stepRecovery } from './step-recovery.ts';

/** Request for a line, with its present state. */
export type LineRequest =
  | (LineRequestFacts & { readonly kind: 'recovery'; readonly recovery: Recovery })
  | (LineRequestFacts & { readonly kind: 'off-queue'; readonly off: OffQueueRecord });

/** Result of a reconciliation. */
export interface Reconciled {
  /** Requests in the order of the input; an unchanged request is the same object. */
  readonly requests: readonly LineRequest[];
  readonly entries: readonly Entry[];
  readonly commands: readonly LineCommand[];
}

/**
 * Makes the request of a recovery: all queues of its line are paused until its lease ends.
 *
 * @example
 * reconcile([recoveryRequest(recovery), offQueueRequest(off)], observeLine(floor, line), now)
 */
export const recoveryRequest = (recovery: Recovery): LineRequest => ({
  kind: 'recovery',
  id: recovery.recovery,
  person: recovery.person,
  line: recovery.line,
  effect: 'pause',
  reason: recoveryPauseReason,
  queues: 'all',
  untilAt: recovery.leaseUntil,
  priority: 2,
  recovery,
});

/** Makes the request of an off-queue grant (time off one queue that a lead granted): the queue is paused until the time grant ends. */
export const offQueueRequest = (off: OffQueueRecord): LineRequest => ({
  kind: 'off-queue',
  id: off.gift,
  person: off.person,
  line: off.line,
  effect: 'pause',
  reason: offQueueReason,
  queues: [off.queue],
  untilAt: off.untilAt,
  priority: 1,
  off,
});

const covers = (request: LineRequest, queue: QueueName): boolean => request.queues === 'all' || request.queues.includes(queue);

/** True while the request wants its pause to be on. */
const isWanted = (request: LineRequest): boolean => (request.kind === 'recovery' ? isOpen(request.recovery) : request.off.state === 'wanted');

interface Step {
  readonly request: LineRequest;
  readonly entries: readonly Entry[];
  readonly commands: readonly LineCommand[];
}

const stepRequest = (request: LineRequest, observed: ObservedLine, now: number): Step => {
  if (request.kind === 'recovery') {
    const { recovery, entries, commands } = stepRecovery(request.recovery, observed, now);
    return { request: recovery === request.recovery ? request : recoveryRequest(recovery), entries, commands };
  }
  const { off, command } = stepOffQueue(request.off, observed, now);
  return { request: off === request.off ? request : offQueueRequest(off), entries: [], commands: command ? [command] : [] };
};

/** Returns the line as if the free queues claimed by requests of higher priority were already paused. */
const withClaims = (observed: ObservedLine, claims: ReadonlyMap<QueueName, LineReason>): ObservedLine =>
  claims.size === 0 ? observed : { ...observed, pauses: new Map([...observed.pauses].map(([queue, reason]) => [queue, reason ?? claims.get(queue) ?? null])) };

/** True when a request waits for `queue` to be free and can take it over from the pause that is on it. */
const canTakeOver = (request: LineRequest, queue: QueueName, observed: ObservedLine): boolean => {
  if (!isWanted(request) || !covers(request, queue) || request.effect !== 'pause' || !observed.pauses.has(queue)) return false;
  return request.kind === 'recovery' || request.off.seenAt === null || (observed.phonesStartedAt !== null && observed.phonesStartedAt > request.off.seenAt);
};

const takeOver = (request: LineRequest, queues: readonly QueueName[], now: number): LineRequest =>
  request.kind === 'off-queue'
    ? offQueueRequest({ ...request.off, askedAt: now, seenAt: null })
    : isOpen(request.recovery)
      ? recoveryRequest(takeOverQueues(request.recovery, queues, now))
      : request;

/**
 * Hands queues over: when a pause is to be lifted and another request wants the same queue, the pause of that request
 * replaces it, and the line does not open in between. Only the first resume command is replaced in this way. A repeated one
 * always lifts the pause, which would otherwise stay on at a phone system that can't replace a pause.
 */
const handOver = (steps: Step[], observed: ObservedLine, now: number): void => {
  for (const [giverIndex, { commands }] of steps.entries()) {
    for (const command of commands) {
      if (command.kind !== 'resume' || !command.isFirst) continue;
      for (const [receiverIndex, receiver] of steps.entries()) {
        const queues = command.queues.filter((queue) => receiverIndex !== giverIndex && canTakeOver(receiver.request, queue, observed));
        if (queues.length === 0) continue;
        const { request } = receiver;
        const pause = commandOf(
          { request: request.id, kind: 'pause', line: request.line, queues, reason: request.reason, replaces: command.reason, isFirst: true },
          now,
        );
        const rest = command.queues.filter((queue) => !queues.includes(queue));
        const giver = steps[giverIndex]!;
        steps[giverIndex] = {
          ...giver,
          commands: giver.commands.flatMap((one) => (one !== command ? [one] : rest.length > 0 ? [{ ...one, queues: rest }] : [])),
        };
        steps[receiverIndex] = { request: takeOver(request, queues, now), entries: receiver.entries, commands: [...receiver.commands, pause] };
        break;
      }
    }
  }
};

/**
 * Compares all requests of a line with the line's state and takes the next step for each. Pure and level-triggered: call it
 * after any change of the line, after a restart of either side and when time passes. A second call with the result of the
 * first and the same line changes nothing.
 *
 * When two requests want a free queue, the one of higher priority gets it. A pause set by Onhook stays until its request
 * ends; then the pause of another request that covers the queue replaces it without opening the line. Pauses with any other
 * reason are left alone.
 *
 * @param requests all requests of the line, in any order
 * @param observed the line as its phone system last reported it
 * @param now epoch milliseconds
 * @returns the requests' new states, with the ledger entries to store and the commands to send once the states are stored
 */
export const reconcile = (requests: readonly LineRequest[], observed: ObservedLine, now: number): Reconciled => {
  const byPriority = requests.toSorted((a, b) => b.priority - a.priority);
  const claims = new Map<QueueName, LineReason>();
  const steps = byPriority.map((request) => {
    const step = stepRequest(request, withClaims(observed, claims), now);
    if (isWanted(step.request)) {
      for (const [queue, reason] of observed.pauses) if (reason === null && covers(request, queue) && !claims.has(queue)) claims.set(queue, request.reason);
    }
    return step;
  });
  handOver(steps, observed, now);
  const after = new Map(byPriority.map((request, index) => [request.id, steps[index]!.request]));
  return {
    requests: requests.map((request) => after.get(request.id) ?? request),
    entries: steps.flatMap(({ entries }) => entries),
    commands: steps.flatMap(({ commands }) => commands),
  };
};
