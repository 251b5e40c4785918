/** Time that a lead can give: as it was wished, as a list of all kinds, and in words on what happens then. */
import type { Given, RequestForMe } from '@onhook/contract';
import type { Formats } from '../../../design/app/format.ts';
import { m } from '../../../generated/messages/messages.js';
import type { AgentOnBoard } from '../../board/app/index.ts';

interface Gift {
  /** Tells the kinds of gifts apart. */
  readonly key: string;
  readonly label: string;
  readonly detail?: string;
  readonly what: Given;
}

const minuteMs = 60_000;

const breakOf = (minutes: number): Gift => ({ key: `break-${minutes}`, label: m.debrief_give_minutes({ minutes }), what: { kind: 'break', minutes } });
const stepAway = (): Gift => ({ key: 'step-away', label: m.debrief_lead_step_away(), detail: m.debrief_lead_step_away_how(), what: { kind: 'step-away' } });
const earlyFinish = (): Gift => ({ key: 'early-finish', label: m.debrief_lead_early(), what: { kind: 'early-finish' } });

/** Minutes until the hour ends on the clocks of the centre, at least the five that can be given. */
const minutesLeft = (now: number, timeZone: string): number => {
  const past = Number(new Intl.DateTimeFormat('en', { minute: 'numeric', timeZone }).format(now));
  return Math.max(5, 60 - past);
};

/** The gift that a wish for space names, with the wish in its label; null for any other wish. */
export const wishedGift = (wish: RequestForMe['wish'], now: number, timeZone: string, formats: Formats): Gift | null => {
  if (wish.kind !== 'space') return null;
  switch (wish.space) {
    case 'ten-minutes':
      return { ...breakOf(10), label: m.debrief_give_ten() };
    case 'rest-of-hour': {
      const minutes = minutesLeft(now, timeZone);
      return { ...breakOf(minutes), label: m.debrief_give_until({ time: formats.time(Math.floor(now / minuteMs) * minuteMs + minutes * minuteMs) }) };
    }
    case 'go-home':
      return { ...earlyFinish(), label: m.debrief_give_home() };
    case 'as-long-as-needed':
      return { ...stepAway(), label: m.debrief_give_long() };
  }
};

/** Every gift, in the order of the menu: breaks, longer times, and a day off each of these queues. */
export const giftItems = (queues: readonly string[]): readonly Gift[] => [
  ...[10, 20, 30].map(breakOf),
  stepAway(),
  earlyFinish(),
  ...queues.map((queue): Gift => ({ key: `queue-${queue}`, label: m.debrief_lead_queue({ queue }), what: { kind: 'off-queue', queue } })),
];

/** Says why no time can be given now; null when it can, or when the phone's state is not known. */
export const whyNoGift = (agent: AgentOnBoard | null, name: string): string | null =>
  agent?.state === 'logged-out' ? m.debrief_no_line({ name }) : null;

/** Says when time that is given now begins. */
export const startWords = (agent: AgentOnBoard, name: string): string => {
  switch (agent.state) {
    case 'ringing':
    case 'on-call':
      return m.debrief_starts_after_call();
    case 'paused':
      if (agent.backBy !== null) return m.debrief_starts_added({ name });
      return agent.reason === null ? m.debrief_starts_after_pause() : m.debrief_starts_after({ reason: agent.reason });
    default:
      return m.debrief_starts_now({ name });
  }
};
