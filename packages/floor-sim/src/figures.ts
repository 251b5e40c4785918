import type { PhoneEvent } from '@onhook/core/call';

/** Service figures of a floor. Shares are 0 to 1. */
export interface FloorFigures {
  readonly queued: number;
  readonly answered: number;
  readonly left: number;
  /** Share of queued callers who were answered within the target time. */
  readonly serviceLevel: number;
  /** Mean wait of answered callers (ASA). */
  readonly answerSpeedSeconds: number;
  readonly abandonment: number;
  readonly meanTalkSeconds: number;
}

const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

/**
 * Computes the service figures of a stretch of events. Each queue that a caller waits in counts once.
 *
 * @param withinSeconds the target of the service level
 */
export function figuresOf(events: readonly PhoneEvent[], withinSeconds: number): FloorFigures {
  let queued = 0;
  let answered = 0;
  let inTime = 0;
  let left = 0;
  let ended = 0;
  let waitSeconds = 0;
  let talkSeconds = 0;
  for (const event of events) {
    if (event.kind === 'call-queued') queued++;
    else if (event.kind === 'call-left') left++;
    else if (event.kind === 'call-answered') {
      answered++;
      waitSeconds += event.waitSeconds ?? 0;
      if ((event.waitSeconds ?? 0) <= withinSeconds) inTime++;
    } else if (event.kind === 'call-ended') {
      ended++;
      talkSeconds += event.talkSeconds ?? 0;
    }
  }
  return {
    queued,
    answered,
    left,
    serviceLevel: ratio(inTime, queued),
    answerSpeedSeconds: ratio(waitSeconds, answered),
    abandonment: ratio(left, queued),
    meanTalkSeconds: ratio(talkSeconds, ended),
  };
}
