import type { PanelView } from '@onhook/contract';
import { length, time } from '../../../design/panel/time-words.ts';
import { m } from '../../../generated/messages/messages.js';

/** Describes in one or two sentences how the last recovery ended, and who ended it. */
export const closedWords = (closed: NonNullable<PanelView['lastClosed']>): string => {
  const parts = { time: time(closed.at), served: length(closed.servedMs), granted: length(closed.grantedMs) };
  const sentence = {
    'time-was-up': m.panel_closed_time,
    'agent-went-back': m.panel_closed_back,
    'agent-said-later': m.panel_closed_later,
    'agent-skipped': m.panel_closed_skipped,
    'agent-said-fine': m.panel_closed_fine,
    'taken-away': m.panel_closed_taken,
    'paused-by-another': m.panel_closed_another,
    'logged-out': m.panel_closed_logged_out,
    'phone-refused': m.panel_closed_refused,
    released: m.panel_closed_released,
    'lead-took-back': m.panel_closed_lead,
    'went-home': m.panel_closed_home,
  }[closed.because](parts);
  const banked = closed.bankedMs > 0 && closed.because !== 'agent-said-later';
  return banked ? `${sentence} ${m.panel_closed_banked({ length: length(closed.bankedMs) })}` : sentence;
};
