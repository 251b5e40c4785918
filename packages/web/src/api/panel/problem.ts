import { m } from '../../generated/messages/messages.js';
import type { Result } from '../result.ts';

/** The message for the agent when an action that only makes sense now has failed; empty if it succeeded. */
export const problemOf = (result: Result<unknown>): string => {
  if (result.kind === 'ok') return '';
  if (result.kind === 'offline') return m.offline_not_now();
  if (result.error === 'not-signed-in') return m.panel_signed_out();
  return result.error === 'no-longer-possible' ? m.panel_too_late() : m.panel_failed();
};
