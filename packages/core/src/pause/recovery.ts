import type { CallId, GiftId, LineId, PersonId, QueueName, RecoveryId } from '../ids/index.ts';
import { post, type CutShortBy, type Entry } from '../ledger/index.ts';

/** `given`: somebody gave it who was asked, or policy did where nobody answered. */
export type RecoveryCause = 'hard-call' | 'said-hard' | 'asked' | 'given';

/** Minutes that somebody gave, in this recovery or on top of it. */
export interface Gift {
  readonly gift: GiftId;
  readonly ms: number;
  readonly takenBackMs: number;
}

export type EndReason =
  | 'time-was-up'
  | 'agent-went-back'
  | 'agent-said-later'
  | 'agent-skipped'
  | 'agent-said-fine'
  | 'taken-away'
  | 'paused-by-another'
  | 'logged-out'
  | 'phone-refused'
  | 'released'
  | 'lead-took-back'
  /** Gone home, who was let go home. */
  | 'went-home'
  /** Banked whole: another recovery was on already, or the call was learned of too late. */
  | 'already-recovering'
  | 'learned-late';

export type MissedCause = 'already-ringing' | 'pause-on-its-way' | 'phones-down';

/**
 * One recovery: the minutes, and the pause that protects them.
 * `wanted`: the pause is to be there. `lifting`: the minutes are booked and the pause is to go. `over`: both are done.
 */
export interface Recovery {
  readonly recovery: RecoveryId;
  readonly person: PersonId;
  readonly line: LineId;
  readonly cause: RecoveryCause;
  readonly call: CallId | null;
  readonly leg: number | null;
  readonly createdAt: number;
  /** All the minutes of this recovery: floor, more, paid back and extended. */
  readonly grantedMs: number;
  readonly floorMs: number;
  readonly paidBackMs: number;
  readonly extendedMs: number;
  readonly pause: 'wanted' | 'lifting' | 'over';
  /** Queues the phone system was asked to pause for us. */
  readonly queues: readonly QueueName[];
  /** When the phone system was last asked to pause, or to lift; null before, and after a failed try. */
  readonly askedAt: number | null;
  /** When the phone system's own events said that every queue is paused. */
  readonly confirmedAt: number | null;
  /** It took over the pause of a recovery whose lifting may still arrive until then; null where it did not. */
  readonly lateLiftUntil: number | null;
  /** Minutes that have run, without the stretch running now. */
  readonly servedMs: number;
  readonly runningSince: number | null;
  /** Nobody is paused past this: then the line opens by itself. Renewed only while a call is on. */
  readonly leaseUntil: number;
  /** The pause was placed while the hard call was still on. */
  readonly behind: boolean;
  readonly rangFirst: MissedCause | null;
  readonly because: EndReason | null;
  readonly bankedMs: number;
  readonly closedAt: number | null;
  readonly gifts?: readonly Gift[];
  /** Until the day's end: logging out is what it is for. */
  readonly homeward?: true;
}

/** What the tracker knows of the recovery's line at one moment. */
export interface ObservedLine {
  /** We are connected, and the picture is the phone system's own. */
  readonly feedUp: boolean;
  /** When the phone system last started; null where it does not say. */
  readonly phonesStartedAt: number | null;
  readonly talking: boolean;
  readonly ringing: boolean;
  /** When the ringing call began to ring; null when none rings. */
  readonly ringingSince: number | null;
  readonly pauses: ReadonlyMap<QueueName, string | null>;
}

export type LineCommand = { readonly kind: 'pause' | 'resume'; readonly line: LineId; readonly queues: readonly QueueName[] };

export interface Reconciled {
  readonly recovery: Recovery;
  readonly entries: readonly Entry[];
  readonly commands: readonly LineCommand[];
}

/** The reason our pauses carry. */
export const recoveryPauseReason = 'Recovery';

/** How far a lease reaches while a call keeps the minutes from beginning. */
export const duringCallLeaseMs = 10 * 60_000;
/** An unanswered command is asked again after this long. */
export const repeatCommandMs = 2000;
/** A pause asked for but never seen may still arrive; it is looked for this long before the books close. */
export const latePauseWindowMs = 10_000;

const cutBy: Partial<Record<EndReason, CutShortBy>> = {
  'taken-away': 'phone-system',
  'phone-refused': 'phone-system',
  'paused-by-another': 'another-pause',
  'logged-out': 'logged-out',
  released: 'administrator',
  'lead-took-back': 'lead',
};

/** What was granted and not taken back. */
const lastingMs = (r: Recovery): number => (r.gifts ?? []).reduce((ms, gift) => ms - gift.takenBackMs, r.grantedMs);

/** Minutes run so far, never more than were granted. */
export const servedAt = (r: Recovery, now: number): number =>
  Math.min(lastingMs(r), r.servedMs + (r.runningSince === null ? 0 : Math.max(0, now - r.runningSince)));

/**
 * Ends the minutes and books every one of them: what ran is honoured; the rest is waived or banked when the agent said
 * so, and else cut short by whoever did it. Minutes that never began because the line was paused already are banked.
 */
export const endRecovery = (r: Recovery, endReason: EndReason, now: number): Reconciled => {
  if (r.pause !== 'wanted') return { recovery: r, entries: [], commands: [] };
  const honouredMs = endReason === 'time-was-up' ? lastingMs(r) : servedAt(r, now);
  const restMs = lastingMs(r) - honouredMs;
  const neverBegan = endReason === 'paused-by-another' && honouredMs === 0;
  const kind = endReason === 'agent-said-later' || neverBegan ? 'banked' : cutBy[endReason] ? 'cut-short' : 'waived';
  const by = kind === 'cut-short' ? cutBy[endReason] : undefined;
  const to = { person: r.person, recovery: r.recovery, at: now };
  return {
    recovery: {
      ...r,
      pause: 'lifting',
      servedMs: honouredMs,
      runningSince: null,
      leaseUntil: Math.min(r.leaseUntil, now),
      because: endReason,
      bankedMs: kind === 'banked' ? restMs : 0,
    },
    entries: [...post({ kind: 'honoured', amountMs: honouredMs, ...to }), ...post({ kind, amountMs: restMs, ...(by && { by }), ...to })],
    commands: [],
  };
};

/** A pause of ours that came when nobody looked for it any more: it is to go. */
export const resumeLifting = (r: Recovery): Recovery => ({ ...r, pause: 'lifting', askedAt: null, closedAt: null });

/** Adds minutes to a recovery that runs or waits. */
export const extendRecovery = (r: Recovery, byMs: number, now: number): Reconciled => ({
  recovery: {
    ...r,
    grantedMs: r.grantedMs + byMs,
    extendedMs: r.extendedMs + byMs,
    leaseUntil: r.leaseUntil + byMs,
  },
  entries: post({ kind: 'extended', person: r.person, recovery: r.recovery, amountMs: byMs, at: now }),
  commands: [],
});

/** Adds minutes that somebody gave to a recovery that runs or waits. */
export const addGift = (r: Recovery, gift: GiftId, byMs: number, now: number): Reconciled => ({
  recovery: {
    ...r,
    grantedMs: r.grantedMs + byMs,
    leaseUntil: r.leaseUntil + byMs,
    gifts: [...(r.gifts ?? []), { gift, ms: byMs, takenBackMs: 0 }],
  },
  entries: post({ kind: 'extended', part: gift, person: r.person, recovery: r.recovery, amountMs: byMs, at: now }),
  commands: [],
});

/** Takes back what has not run of a gift: cut short, by the lead, and on record as that. */
export const takeBackGift = (r: Recovery, gift: GiftId, now: number): Reconciled => {
  const known = r.gifts?.find((one) => one.gift === gift);
  const restMs = r.pause === 'wanted' && known ? Math.min(known.ms - known.takenBackMs, lastingMs(r) - servedAt(r, now)) : 0;
  if (!known || restMs <= 0) return { recovery: r, entries: [], commands: [] };
  if (restMs === lastingMs(r) - servedAt(r, now)) return endRecovery(r, 'lead-took-back', now);
  return {
    recovery: {
      ...r,
      leaseUntil: r.leaseUntil - restMs,
      gifts: r.gifts?.map((one) => (one === known ? { ...one, takenBackMs: one.takenBackMs + restMs } : one)) ?? [],
    },
    entries: post({ kind: 'cut-short', part: gift, by: 'lead', person: r.person, recovery: r.recovery, amountMs: restMs, at: now }),
    commands: [],
  };
};

const due = (askedAt: number | null, now: number): boolean => askedAt === null || now >= askedAt + repeatCommandMs;

const lift = (r: Recovery, observed: ObservedLine, now: number): Reconciled => {
  const ours = r.queues.filter((queue) => observed.pauses.get(queue) === recoveryPauseReason);
  if (!observed.feedUp) return { recovery: r, entries: [], commands: [] };
  if (ours.length === 0) {
    const mayStillCome = r.askedAt !== null && r.confirmedAt === null && now < r.askedAt + latePauseWindowMs;
    return { recovery: mayStillCome ? r : { ...r, pause: 'over', closedAt: now }, entries: [], commands: [] };
  }
  const seen = r.confirmedAt === null ? { ...r, confirmedAt: now, askedAt: null } : r;
  if (!due(seen.askedAt, now)) return { recovery: seen, entries: [], commands: [] };
  return { recovery: { ...seen, askedAt: now }, entries: [], commands: [{ kind: 'resume', line: r.line, queues: ours }] };
};

const liftAfterEnd = (ended: Reconciled, observed: ObservedLine, now: number): Reconciled => {
  const lifted = lift({ ...ended.recovery, askedAt: ended.recovery.confirmedAt === null ? ended.recovery.askedAt : null }, observed, now);
  return { recovery: lifted.recovery, entries: [...ended.entries, ...lifted.entries], commands: [...ended.commands, ...lifted.commands] };
};

/**
 * Compares what should be with what is, and does the next thing. Level-triggered: called after anything changed on the
 * line, after a restart of either side and when the clock moves on; calling it twice does nothing twice.
 */
export const reconcileRecovery = (before: Recovery, observed: ObservedLine, now: number): Reconciled => {
  if (before.pause === 'over') return { recovery: before, entries: [], commands: [] };
  if (before.pause === 'lifting') return lift(before, observed, now);
  let r = before;
  const commands: LineCommand[] = [];
  const busy = observed.talking || observed.ringing;
  const finish = (endReason: EndReason): Reconciled => liftAfterEnd(endRecovery(r, endReason, now), observed, now);

  if (r.runningSince !== null && now >= r.leaseUntil) return finish('time-was-up');
  if (observed.feedUp) {
    const asked = new Set(r.queues);
    const free = [...observed.pauses].filter(([, reason]) => reason === null).map(([queue]) => queue);
    const ours = [...observed.pauses].filter(([queue, reason]) => reason === recoveryPauseReason && asked.has(queue)).map(([queue]) => queue);
    if (observed.pauses.size === 0) return finish(r.homeward ? 'went-home' : 'logged-out');
    const restarted = r.confirmedAt !== null && observed.phonesStartedAt !== null && observed.phonesStartedAt > r.confirmedAt;
    if (restarted && ours.length < observed.pauses.size) r = { ...r, confirmedAt: null, askedAt: null };
    if (r.confirmedAt !== null) {
      if (free.some((queue) => asked.has(queue))) {
        if (now >= (r.lateLiftUntil ?? 0)) return finish('taken-away');
        r = { ...r, confirmedAt: null };
      } else if (ours.length === 0) return finish('paused-by-another');
      // The line has joined another queue: until that is paused too, what is free there was not taken away.
      else if (free.length > 0) r = { ...r, confirmedAt: null };
    } else if (free.length === 0) {
      if (ours.length === 0) return finish('paused-by-another');
      r = { ...r, confirmedAt: now };
    }
    if (free.length > 0 && due(r.askedAt, now)) {
      r = { ...r, askedAt: now, queues: [...new Set([...r.queues, ...free])] };
      commands.push({ kind: 'pause', line: r.line, queues: free });
    }
  }
  if (r.rangFirst === null && !r.behind && r.confirmedAt === null && busy) {
    const since = observed.ringingSince ?? now;
    r = { ...r, rangFirst: !observed.feedUp ? 'phones-down' : since <= r.createdAt ? 'already-ringing' : 'pause-on-its-way' };
  }
  if (busy && r.runningSince !== null) {
    r = { ...r, servedMs: servedAt(r, now), runningSince: null, leaseUntil: now + duringCallLeaseMs };
  } else if (!busy && r.runningSince === null && r.confirmedAt !== null) {
    r = { ...r, runningSince: now, leaseUntil: now + lastingMs(r) - r.servedMs };
  } else if (busy && r.leaseUntil - now < duringCallLeaseMs / 2) {
    r = { ...r, leaseUntil: now + duringCallLeaseMs };
  } else if (!busy && r.runningSince === null && now >= r.leaseUntil) {
    return finish('phone-refused');
  }
  return { recovery: r, entries: [], commands };
};

/** The phone system would not do as asked. Some refusals are final; the others are tried again. */
export const refuseRecovery = (r: Recovery, final: boolean, observed: ObservedLine, now: number): Reconciled => {
  if (r.pause === 'over') return { recovery: r, entries: [], commands: [] };
  // In another of its queues the pause may have been placed, and not been told of yet.
  if (final && r.pause === 'wanted' && r.confirmedAt === null) return liftAfterEnd(endRecovery(r, 'phone-refused', now), observed, now);
  return { recovery: r, entries: [], commands: [] };
};
