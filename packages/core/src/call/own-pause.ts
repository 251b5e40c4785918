/**
 * Onhook's pause of a line in one queue, as the log of its own commands and the phone system's reports show it. It is
 * known by what was commanded and by the reports since, and not by the label that the phone system shows: a phone system may lose
 * a pause's reason and keep the pause.
 */
export interface OwnPause {
  /** Reason that was commanded last. */
  readonly reason: string;
  /** Recovery or time grant that the command served. */
  readonly request: string;
  readonly commandedAt: number;
  /** Reason of the pause as the phone system showed it last; null while the pause was not seen. */
  readonly shown: string | null;
  /** Time at which the phone system's pause was set, epoch milliseconds; null while it was not seen. */
  readonly setAt: number | null;
  /** True while the pause on the queue is Onhook's. */
  readonly isOn: boolean;
  /** True when the phone system may have been used unseen for long while this pause was on: a pause without a reason may then be somebody else's. */
  readonly isDoubtful: boolean;
  /** Time at which Onhook last commanded the lifting of this pause; null before. */
  readonly liftAskedAt: number | null;
}

/** Pause of a line in one queue as an event shows it. */
export interface SeenPause {
  /** Reason, '' without one; null when not paused. */
  readonly pausedFor: string | null;
  readonly stamp: { readonly at: number };
  /**
   * `act`: somebody paused or resumed the line just then. `report`: the state as the phone system holds it, which may be old
   * and may have lost its reason.
   */
  readonly how: 'act' | 'report';
  /** For a report, the time at which the pause was set; null where the phone system doesn't know it. */
  readonly setAt: number | null;
  /** True for a report after a time in which somebody may have used the phone system unseen, see {@link longestUnseenMs}. */
  readonly wasUnseen: boolean;
  /** True for a report that changes no stamp of what it finds unchanged. */
  readonly confirms: boolean;
}

/** Time for which a command of Onhook can still explain a pause, in milliseconds. */
export const explainedByCommandMs = 60_000;
/**
 * Longest time without a connection for which a pause without a reason, and without a time, still counts as the one before: a
 * restart takes that long. In a longer one somebody may have paused the line anew, and a reload or restart have lost that.
 */
export const longestUnseenMs = 30_000;
/** Phone systems count in whole seconds, and clocks differ a little. */
const toleranceMs = 2000;

/** Notes a command of Onhook that pauses the queue. A pause of Onhook that is on stays on, as the command replaces it. */
export const commandedPause = (before: OwnPause | null, reason: string, request: string, at: number): OwnPause => ({
  reason,
  request,
  commandedAt: at,
  shown: before?.isOn ? before.shown : null,
  setAt: before?.isOn ? before.setAt : null,
  isOn: before?.isOn ?? false,
  isDoubtful: before?.isDoubtful ?? false,
  liftAskedAt: null,
});

/**
 * Compares a pause with Onhook's own. A report without a reason goes on as Onhook's pause, unless somebody has set a pause since; a
 * pause that somebody sets without a reason, or for another reason, is theirs.
 *
 * @param freeUntil time until which the queue is known not to have been paused, epoch milliseconds
 * @returns Onhook's pause as it is now, and the reason of the queue's pause, which is Onhook's where the phone system has lost it
 */
export const observeOwnPause = (
  own: OwnPause | null,
  seen: SeenPause,
  freeUntil: number,
): { readonly own: OwnPause | null; readonly pausedFor: string | null } => {
  const { pausedFor, stamp, how } = seen;
  if (own === null) return { own, pausedFor };
  const off = own.isOn || own.isDoubtful ? { ...own, isOn: false, isDoubtful: false } : own;
  if (pausedFor === null) return { own: off, pausedFor };
  if (pausedFor === own.reason || pausedFor === own.shown) {
    const beganAt = how === 'act' ? stamp.at : (seen.setAt ?? freeUntil);
    const isTooEarly = beganAt < own.commandedAt - toleranceMs && (how === 'act' || seen.setAt !== null);
    const isExplained = own.isOn || (beganAt <= own.commandedAt + explainedByCommandMs && !isTooEarly);
    if (!isExplained) return { own, pausedFor };
    const setAt = how === 'act' ? stamp.at : (own.setAt ?? seen.setAt ?? stamp.at);
    const isSame = own.isOn && !own.isDoubtful && own.shown === pausedFor && own.setAt === setAt;
    return { own: isSame ? own : { ...own, shown: pausedFor, setAt, isOn: true, isDoubtful: false }, pausedFor };
  }
  if (pausedFor !== '' || how === 'act' || !(own.isOn || own.isDoubtful)) return { own: off, pausedFor };
  if (seen.setAt !== null) {
    if (!own.isOn || seen.setAt > (own.setAt ?? own.commandedAt) + toleranceMs) return { own: off, pausedFor };
  } else if (seen.wasUnseen || own.isDoubtful) {
    return { own: own.isOn || !own.isDoubtful ? { ...own, isOn: false, isDoubtful: true } : own, pausedFor };
  }
  return { own: own.isDoubtful ? { ...own, isDoubtful: false } : own, pausedFor: own.shown ?? own.reason };
};

/** Pause of Onhook in a queue that the line is no member of any more. */
export interface LeftPause {
  readonly own: OwnPause;
  /** Time at which an event said that the line left with the pause on, epoch milliseconds; null while only a report lacks the queue. */
  readonly leftAt: number | null;
  /** True when the report that is read now is the first that lacks the queue, and lacks none that somebody else had paused. */
  readonly isMissedNow: boolean;
}

/**
 * Finds the pause of Onhook that a line has brought along into a queue which it joins paused: the queue got another name, or a
 * realtime table another row. The pause shows Onhook's reason, or has lost it between two reports.
 *
 * @param left Onhook's pauses of the line in queues that it is no member of
 * @param isNewQueue the line was never a member of the joined queue
 * @returns Onhook's pause in the joined queue, doubtful where the line joins by an event and without a reason; null when the pause is somebody else's
 */
export const findMovedPause = (left: readonly LeftPause[], seen: SeenPause, isNewQueue: boolean): OwnPause | null => {
  const { pausedFor, how, stamp } = seen;
  if (pausedFor === null) return null;
  for (const { own, leftAt, isMissedNow } of left) {
    if (leftAt === null ? !own.isOn : own.shown === null) continue;
    if (pausedFor === own.reason || (pausedFor !== '' && pausedFor === own.shown)) return { ...own, shown: pausedFor, isOn: true };
    if (pausedFor !== '' || !isNewQueue) continue;
    if (how === 'act' && (leftAt === null || stamp.at <= leftAt + explainedByCommandMs)) return { ...own, isOn: false, isDoubtful: true };
    const isOfThatTime = seen.setAt === null || seen.setAt <= (own.setAt ?? own.commandedAt) + toleranceMs;
    if (how === 'report' && isMissedNow && isOfThatTime) return { ...own, isOn: true };
  }
  return null;
};
