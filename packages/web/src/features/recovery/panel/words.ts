import type { ReasonView } from '@onhook/contract';
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
