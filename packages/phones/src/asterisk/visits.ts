import type { LineId, QueueName } from '@onhook/core/ids';

/** A caller who left a queue unanswered, until it is known why. */
export interface Leaving {
  readonly at: number;
  readonly receivedAt: number;
  readonly order: number;
  readonly id: string;
  readonly waitSeconds: number | null;
  /** Where in the dialplan the caller stood in the queue: one who hangs up dies there, one sent away moves on. */
  readonly dialplanAt: string;
  readonly ringCutShort: boolean;
  readonly staffed: boolean | null;
}

/** One stay of a caller in one queue. */
export interface Visit {
  readonly uniqueid: string;
  linkedid: string;
  readonly number: number;
  readonly queue: QueueName;
  readonly startedAt: number;
  /** Everything of this caller was heard since the channel was made: counts may go into ids. */
  whole: boolean;
  /** Events told of this visit so far. */
  told: number;
  readonly ringing: Set<LineId>;
  lastUnanswered: { readonly receivedAt: number; readonly rangMs: number } | null;
  line: LineId | null;
  answeredAt: number;
  waitSeconds: number | null;
  /** The agent's channel as the queue knows it. With a Local agent the phone is another, in the same Linkedid. */
  agentUniqueid: string | null;
  heldBy: string | null;
  transferred: boolean;
  leaving: Leaving | null;
  hungUpAt: number | null;
}

/** Open visits, found by whatever a frame happens to name. */
export interface Visits {
  open(visit: Visit): void;
  close(visit: Visit): void;
  all(): Iterable<Visit>;
  of(uniqueid: string | undefined): readonly Visit[];
  waiting(uniqueid: string | undefined, queue: QueueName): Visit | undefined;
  /** The answered visit an AgentComplete speaks of; it may name no channel at all. */
  completed(of: {
    uniqueid: string | undefined;
    agentUniqueid: string | undefined;
    queue: QueueName;
    line: LineId;
    waitSeconds: number | null;
    talkSeconds: number | null;
    at: number;
  }): Visit | undefined;
  /** The answered visit some channel is part of: the agent's own, else by Linkedid. Never for the caller's channel. */
  talkingOn(uniqueid: string | undefined, linkedid: string | undefined): Visit | undefined;
  clear(): void;
}

const talking = (visit: Visit): boolean => visit.line !== null && !visit.transferred && visit.hungUpAt === null;

export const createVisits = (): Visits => {
  const byUniqueid = new Map<string, Visit[]>();

  const all = function* (): Iterable<Visit> {
    for (const visits of byUniqueid.values()) yield* visits;
  };
  const newest = (fits: (visit: Visit) => boolean): Visit | undefined => {
    let found: Visit | undefined;
    for (const visit of all()) if (fits(visit) && (!found || visit.answeredAt >= found.answeredAt)) found = visit;
    return found;
  };

  return {
    open(visit) {
      const visits = byUniqueid.get(visit.uniqueid);
      if (visits) visits.push(visit);
      else byUniqueid.set(visit.uniqueid, [visit]);
    },
    close(visit) {
      const left = byUniqueid.get(visit.uniqueid)?.filter((other) => other !== visit) ?? [];
      if (left.length > 0) byUniqueid.set(visit.uniqueid, left);
      else byUniqueid.delete(visit.uniqueid);
    },
    all,
    of: (uniqueid) => (uniqueid === undefined ? [] : (byUniqueid.get(uniqueid) ?? [])),
    waiting: (uniqueid, queue) =>
      byUniqueid.get(uniqueid ?? '')?.findLast((visit) => visit.line === null && visit.queue === queue),
    completed({ uniqueid, agentUniqueid, queue, line, waitSeconds, talkSeconds, at }) {
      const here = (visit: Visit): boolean => visit.line === line && visit.queue === queue;
      if (uniqueid !== undefined) return byUniqueid.get(uniqueid)?.findLast(here);
      if (agentUniqueid !== undefined) {
        const named = newest((visit) => here(visit) && visit.agentUniqueid === agentUniqueid);
        if (named) return named;
      }
      // Two calls of one agent can be open at once: one handed on behind a Local channel, or one whose end was missed.
      const talkedOff = (visit: Visit): number => Math.abs((at - visit.answeredAt) / 1000 - (talkSeconds ?? 0));
      const fitness = (visit: Visit): number =>
        (waitSeconds !== null && visit.waitSeconds !== waitSeconds ? 1e6 : 0) + talkedOff(visit);
      let best: Visit | undefined;
      for (const visit of all()) if (here(visit) && (!best || fitness(visit) < fitness(best))) best = visit;
      return best;
    },
    talkingOn(uniqueid, linkedid) {
      if (uniqueid !== undefined && byUniqueid.has(uniqueid)) return undefined;
      return (
        newest((visit) => talking(visit) && visit.agentUniqueid === uniqueid) ??
        newest((visit) => talking(visit) && visit.linkedid === linkedid)
      );
    },
    clear: () => byUniqueid.clear(),
  };
};

/** How long a caller sent away by the queue may take to show it, by not hanging up. */
export const LEAVING_GRACE_MS = 2000;
/** How long after the caller's channel is gone the queue may take to say the call is complete. */
export const COMPLETE_GRACE_MS = 5000;
