import type { PanelView, ReasonView } from '@onhook/contract';
import { length } from '../../../design/panel/time-words.ts';
import { regional } from '../../../design/locale.ts';
import { m } from '../../../generated/messages/messages.js';

const number = (value: number): string =>
  new Intl.NumberFormat(regional(), { maximumFractionDigits: 1 }).format(value);

export const reasonWords = (reason: ReasonView): string => {
  switch (reason.kind) {
    case 'handle-time':
      return m.panel_reason_handle_time({
        minutes: Math.max(1, Math.round(reason.minutes)),
        queue: reason.queue,
        times: number(reason.timesUsual),
      });
    case 'held': {
      const longest = length(reason.longestSeconds * 1000);
      return reason.times === 1
        ? m.panel_reason_held_once({ longest })
        : m.panel_reason_held({ times: m.panel_times({ n: reason.times }), longest });
    }
    case 'transferred':
      return m.panel_reason_transferred({ times: m.panel_times({ n: reason.times }) });
    case 'same-customer':
      return m.panel_reason_same_customer({ times: m.panel_times({ n: reason.callsToday }) });
    case 'wrap-up-code':
      return m.panel_reason_code({ code: reason.code });
    case 'customer-sentiment':
      return m.panel_reason_sentiment();
    case 'agent-said':
      return m.panel_reason_said();
  }
};

/** State of the line as a sentence; null during a call, when nothing is shown. */
export const lineWords = ({ state, reason }: NonNullable<PanelView['line']>): { edge: string; sentence: string } | null => {
  switch (state) {
    case 'available':
      return { edge: m.panel_state_available(), sentence: m.panel_idle_available() };
    case 'wrap-up':
      return { edge: m.panel_state_wrap_up(), sentence: m.panel_idle_wrap_up() };
    case 'paused':
      return {
        edge: m.panel_state_paused(),
        sentence: reason ? m.panel_idle_paused_for({ reason }) : m.panel_idle_paused(),
      };
    case 'logged-out':
      return { edge: m.panel_state_logged_out(), sentence: m.panel_idle_logged_out() };
    case 'unknown':
      return { edge: m.panel_state_unknown(), sentence: m.panel_idle_unknown() };
    default:
      return null;
  }
};
