import { m } from '../../generated/messages/messages.js';
import type { Result } from '../result.ts';

/** Tells an agent why something that only makes sense now was not done; empty when it was. */
export const problemOf = (result: Result<unknown>): string => {
  if (result.kind === 'ok') return '';
  if (result.kind === 'offline') return m.offline_not_now();
  return result.error === 'no-longer-possible' ? m.panel_too_late() : m.panel_failed();
};
