import { m } from '../../generated/messages/messages.js';
import type { Result } from '../result.ts';

/** Message for the agent when an action that is useful only now has failed; empty when it succeeded. */
export const problemOf = (result: Result<unknown>): string => {
  if (result.kind === 'ok') return '';
  if (result.kind === 'offline') return m.offline_not_now();
  if (result.error === 'not-signed-in') return m.panel_signed_out();
  return result.error === 'no-longer-possible' ? m.panel_too_late() : m.panel_failed();
};
