import { dayAndTime, timeOfDay } from '../../../design/times.ts';
import { regional } from '../../../design/locale.ts';
import { m } from '../../../generated/messages/messages.js';
import type { CarryItem } from './carried.ts';

/** Midnight at the start of the day that is `days` days after the day of `now`, in this browser's time zone. */
const midnight = (now: number, days: number): number => {
  const day = new Date(now);
  day.setHours(0, 0, 0, 0);
  day.setDate(day.getDate() + days);
  return day.getTime();
};

/** Number of items that are due before the next midnight, overdue ones included. */
export const dueByTonight = (items: readonly Pick<CarryItem, 'dueAt'>[], now: number): number =>
  items.filter(({ dueAt }) => dueAt !== null && dueAt < midnight(now, 1)).length;

/** The due time in words. Today and tomorrow have no date. */
export const dueWords = (dueAt: number, now: number): string => {
  if (dueAt >= midnight(now, 0) && dueAt < midnight(now, 1)) return m.carry_due_today({ time: timeOfDay(dueAt, regional()) });
  if (dueAt >= midnight(now, 1) && dueAt < midnight(now, 2)) return m.carry_due_tomorrow_at({ time: timeOfDay(dueAt, regional()) });
  return m.carry_due({ when: dayAndTime(dueAt, regional()) });
};
