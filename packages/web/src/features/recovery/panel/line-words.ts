import type { PanelView } from '@onhook/contract';
import { m } from '../../../generated/messages/messages.js';

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
