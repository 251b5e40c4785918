/** Due times in this browser's own time zone, for choices such as "tomorrow morning". */

/** Time of the given hour and minute, `days` days after today, in epoch milliseconds. */
const at = (now: number, days: number, hour: number, minute = 0): number => {
  const day = new Date(now);
  day.setDate(day.getDate() + days);
  day.setHours(hour, minute, 0, 0);
  return day.getTime();
};

const minuteMs = 60_000;

export type Quick = 'half-hour' | 'end-of-shift' | 'tomorrow';

/** @param endsAt end of the shift, in minutes after midnight */
export const quickDue = (quick: Quick, now: number, endsAt: number): number => {
  switch (quick) {
    case 'half-hour':
      return Math.ceil((now + 30 * minuteMs) / minuteMs) * minuteMs;
    case 'end-of-shift': {
      const today = at(now, 0, 0, endsAt);
      return today > now ? today : at(now, 1, 0, endsAt);
    }
    case 'tomorrow':
      return at(now, 1, 9);
  }
};

const two = (n: number): string => String(n).padStart(2, '0');

/** Formats a time for a `datetime-local` field. */
export const toField = (due: number): string => {
  const d = new Date(due);
  return `${String(d.getFullYear()).padStart(4, '0')}-${two(d.getMonth() + 1)}-${two(d.getDate())}T${two(d.getHours())}:${two(d.getMinutes())}`;
};

/** Reads a `datetime-local` field, in epoch milliseconds. Null for a field that is empty or half filled. */
export const fromField = (field: string): number | null => {
  const due = new Date(field).getTime();
  return field === '' || Number.isNaN(due) || due < 0 ? null : due;
};

export const minutesOfDay = (due: number): number => new Date(due).getHours() * 60 + new Date(due).getMinutes();
