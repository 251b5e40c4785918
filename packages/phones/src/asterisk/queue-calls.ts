import type { LineId, QueueName } from '@onhook/core/ids';

/** Departure of a caller who left a queue unanswered, until its reason is known. */
export interface Leaving {
  readonly at: number;
  readonly receivedAt: number;
  readonly order: number;
  readonly id: string;
  readonly waitSeconds: number | null;
  /** Dialplan position of the queue. A caller who hangs up ends there; one sent away by the queue moves on. */
  readonly dialplanAt: string;
  readonly ringCutShort: boolean;
  readonly staffed: boolean | null;
}

/** A caller's stay in a queue, from joining to the end of the call. */
export interface QueueCall {
  readonly uniqueid: string;
  linkedid: string;
  readonly number: number;
  readonly queue: QueueName;
  readonly startedAt: number;
  /** True when all events since the channel's creation were observed, so that ids may hold counts. */
  observedFromStart: boolean;
  /** Number of events emitted so far. */
  eventCount: number;
  readonly ringing: Set<LineId>;
  lastUnanswered: { readonly receivedAt: number; readonly rangMs: number } | null;
  line: LineId | null;
  answeredAt: number;
  waitSeconds: number | null;
  /** Agent's channel as the queue knows it. The phone of a Local agent has another channel in the same Linkedid. */
  agentUniqueid: string | null;
  heldBy: string | null;
  transferred: boolean;
  leaving: Leaving | null;
  hungUpAt: number | null;
}

/** Index of open queue calls. */
export interface QueueCalls {
  open(queueCall: QueueCall): void;
  close(queueCall: QueueCall): void;
  all(): Iterable<QueueCall>;
  /** Queue calls of a caller's channel. */
  of(uniqueid: string | undefined): readonly QueueCall[];
  /** Latest unanswered call of a caller in a queue. */
  waiting(uniqueid: string | undefined, queue: QueueName): QueueCall | undefined;
  /** Answered call that an AgentComplete ends. The frame may name no channel; then the best match by times counts. */
  completed(of: {
    uniqueid: string | undefined;
    agentUniqueid: string | undefined;
    queue: QueueName;
    line: LineId;
    waitSeconds: number | null;
    talkSeconds: number | null;
    at: number;
  }): QueueCall | undefined;
  /** Answered call that an agent's channel takes part in: by its own id, else by Linkedid. Undefined for a caller's channel. */
  talkingOn(uniqueid: string | undefined, linkedid: string | undefined): QueueCall | undefined;
  clear(): void;
}

const talking = (queueCall: QueueCall): boolean => queueCall.line !== null && !queueCall.transferred && queueCall.hungUpAt === null;

/** Creates an empty index. */
export const createQueueCalls = (): QueueCalls => {
  const byUniqueid = new Map<string, QueueCall[]>();

  const all = function* (): Iterable<QueueCall> {
    for (const queueCalls of byUniqueid.values()) yield* queueCalls;
  };
  const newest = (fits: (queueCall: QueueCall) => boolean): QueueCall | undefined => {
    let found: QueueCall | undefined;
    for (const queueCall of all()) if (fits(queueCall) && (!found || queueCall.answeredAt >= found.answeredAt)) found = queueCall;
    return found;
  };

  return {
    open(queueCall) {
      const queueCalls = byUniqueid.get(queueCall.uniqueid);
      if (queueCalls) queueCalls.push(queueCall);
      else byUniqueid.set(queueCall.uniqueid, [queueCall]);
    },
    close(queueCall) {
      const left = byUniqueid.get(queueCall.uniqueid)?.filter((other) => other !== queueCall) ?? [];
      if (left.length > 0) byUniqueid.set(queueCall.uniqueid, left);
      else byUniqueid.delete(queueCall.uniqueid);
    },
    all,
    of: (uniqueid) => (uniqueid === undefined ? [] : (byUniqueid.get(uniqueid) ?? [])),
    waiting: (uniqueid, queue) =>
      byUniqueid.get(uniqueid ?? '')?.findLast((queueCall) => queueCall.line === null && queueCall.queue === queue),
    completed({ uniqueid, agentUniqueid, queue, line, waitSeconds, talkSeconds, at }) {
      const here = (queueCall: QueueCall): boolean => queueCall.line === line && queueCall.queue === queue;
      if (uniqueid !== undefined) return byUniqueid.get(uniqueid)?.findLast(here);
      if (agentUniqueid !== undefined) {
        const named = newest((queueCall) => here(queueCall) && queueCall.agentUniqueid === agentUniqueid);
        if (named) return named;
      }
      // An agent can have two open calls: one transferred behind a Local channel, or one whose end was missed.
      const talkDifference = (queueCall: QueueCall): number => Math.abs((at - queueCall.answeredAt) / 1000 - (talkSeconds ?? 0));
      const fitness = (queueCall: QueueCall): number =>
        (waitSeconds !== null && queueCall.waitSeconds !== waitSeconds ? 1e6 : 0) + talkDifference(queueCall);
      let best: QueueCall | undefined;
      for (const queueCall of all()) if (here(queueCall) && (!best || fitness(queueCall) < fitness(best))) best = queueCall;
      return best;
    },
    talkingOn(uniqueid, linkedid) {
      if (uniqueid !== undefined && byUniqueid.has(uniqueid)) return undefined;
      return (
        newest((queueCall) => talking(queueCall) && queueCall.agentUniqueid === uniqueid) ??
        newest((queueCall) => talking(queueCall) && queueCall.linkedid === linkedid)
      );
    },
    clear: () => byUniqueid.clear(),
  };
};

/** Milliseconds after which a caller who left and did not hang up counts as sent away by the queue. */
export const LEAVING_GRACE_MS = 2000;
/** Milliseconds between the end of the caller's channel and the queue's AgentComplete, at most. */
export const COMPLETE_GRACE_MS = 5000;
