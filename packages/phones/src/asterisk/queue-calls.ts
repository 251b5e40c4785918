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
  /** Channel that joined the queue, which identifies the call. */
  readonly uniqueid: string;
  /** Caller's channel now; another one once an agent who waited for a customer has passed the place on. */
  channel: string;
  linkedid: string;
  /** Number of channels that were created before the caller joined; the agent's come later. */
  readonly channelsBefore: number;
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
  /** True when an agent's line joined the queue, to consult before a transfer. */
  readonly isConsultation: boolean;
  /** Hangup of the agent's channel while the caller's went on; null once another channel turns out to be the agent's. */
  agentGone: { readonly at: number; readonly receivedAt: number; readonly channelsBefore: number } | null;
  /** True when the end of the talk was reported although the caller goes on, in a survey for example. */
  agentLeft: boolean;
  /** True while the caller is in a bridge with the agent; null where no event says so. */
  bridged: boolean | null;
}

/** Index of open queue calls. */
export interface QueueCalls {
  open(queueCall: QueueCall): void;
  close(queueCall: QueueCall): void;
  /** Gives a queue call to another channel of its caller. */
  passOn(queueCall: QueueCall, channel: string): void;
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

/** True while agent and caller talk, as far as the frames show. */
export const isTalking = (queueCall: QueueCall): boolean =>
  queueCall.line !== null && !queueCall.transferred && !queueCall.agentLeft && queueCall.hungUpAt === null;

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

  const open = (queueCall: QueueCall): void => {
    const queueCalls = byUniqueid.get(queueCall.channel);
    if (queueCalls) queueCalls.push(queueCall);
    else byUniqueid.set(queueCall.channel, [queueCall]);
  };
  const close = (queueCall: QueueCall): void => {
    const left = byUniqueid.get(queueCall.channel)?.filter((other) => other !== queueCall) ?? [];
    if (left.length > 0) byUniqueid.set(queueCall.channel, left);
    else byUniqueid.delete(queueCall.channel);
  };

  return {
    open,
    close,
    passOn(queueCall, channel) {
      close(queueCall);
      queueCall.channel = channel;
      open(queueCall);
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
        newest((queueCall) => isTalking(queueCall) && queueCall.agentUniqueid === uniqueid) ??
        newest((queueCall) => isTalking(queueCall) && queueCall.linkedid === linkedid)
      );
    },
    clear: () => byUniqueid.clear(),
  };
};

/** Milliseconds after which a caller who left and did not hang up counts as sent away by the queue. */
export const LEAVING_GRACE_MS = 2000;
/** Milliseconds between the end of the caller's channel and the queue's AgentComplete, at most. */
export const COMPLETE_GRACE_MS = 5000;
