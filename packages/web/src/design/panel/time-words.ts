import { timeOfDay } from '../times.ts';
import { regional } from '../locale.ts';
import { m } from '../../generated/messages/messages.js';

/** A duration in words; minutes are never rounded up. */
export const length = (ms: number): string => {
  const all = Math.round(ms / 1000);
  const minutes = Math.floor(all / 60);
  const seconds = all % 60;
  if (minutes === 0) return m.panel_seconds({ n: seconds });
  return seconds === 0 ? m.panel_minutes({ n: minutes }) : m.panel_minutes_seconds({ minutes, seconds });
};

export const time = (at: number): string => timeOfDay(at, regional());
