/** One queue that somebody is off until a time, by a pause in that queue alone. */
export interface OffQueue {
  readonly untilAt: number;
  /** `wanted`: the pause is to be there. `lifting`: it is to go. */
  readonly state: 'wanted' | 'lifting' | 'over';
  /** When the phone system was last asked. */
  readonly askedAt: number | null;
  /** When its own events said that the pause is there. */
  readonly seenAt: number | null;
}

/** The line's seat in that queue, as the phone system has told it. */
export interface ObservedMembership {
  readonly feedUp: boolean;
  /** When the phone system last started; null where it does not say. */
  readonly phonesStartedAt: number | null;
  readonly member: boolean;
  readonly pausedFor: string | null;
}

/** The reason of these pauses: another than that of recovery pauses, which so leave them alone and are left alone. */
export const offQueueReason = 'Off queue';

const repeatCommandMs = 5000;
/** A pause asked for and never seen may still come. */
const latePauseWindowMs = 10_000;

const due = ({ askedAt }: OffQueue, now: number): boolean => askedAt === null || now >= askedAt + repeatCommandMs;

/**
 * Compares what should be with what is. Level-triggered, as recoveries are: after a restart of either side it asks again,
 * and whoever lifts the pause at the phone system has decided so.
 */
export const reconcileOffQueue = (before: OffQueue, seat: ObservedMembership, now: number): { readonly off: OffQueue; readonly command: 'pause' | 'resume' | null } => {
  if (before.state === 'over' || !seat.feedUp) return { off: before, command: null };
  let off: OffQueue = before;
  if (off.state === 'wanted' && now >= off.untilAt) off = { ...off, state: 'lifting', askedAt: off.seenAt === null ? off.askedAt : null };
  const isOurs = seat.member && seat.pausedFor === offQueueReason;
  if (off.state === 'lifting') {
    if (isOurs) return due(off, now) ? { off: { ...off, seenAt: off.seenAt ?? now, askedAt: now }, command: 'resume' } : { off, command: null };
    const mayStillCome = off.seenAt === null && off.askedAt !== null && now < off.askedAt + latePauseWindowMs;
    return { off: mayStillCome ? off : { ...off, state: 'over' }, command: null };
  }
  // Logged out, and back later the same day: then it is to be there again.
  if (!seat.member) return { off: off.seenAt === null ? off : { ...off, seenAt: null, askedAt: null }, command: null };
  if (isOurs) return { off: off.seenAt === null ? { ...off, seenAt: now } : off, command: null };
  const restarted = off.seenAt !== null && seat.phonesStartedAt !== null && seat.phonesStartedAt > off.seenAt;
  if (off.seenAt !== null && !restarted) return { off: { ...off, state: 'over' }, command: null };
  // Another pause is left as it is; when it goes, ours comes.
  if (seat.pausedFor !== null || !due(restarted ? { ...off, askedAt: null } : off, now)) return { off, command: null };
  return { off: { ...off, seenAt: null, askedAt: now }, command: 'pause' };
};

/** Ends it now. */
export const endOffQueue = (off: OffQueue, now: number): OffQueue => (off.state === 'wanted' ? { ...off, untilAt: Math.min(off.untilAt, now) } : off);
