const dayMs = 86_400_000;

/** Offset of a time zone from UTC at a moment, in milliseconds; positive when ahead. */
const aheadAt = (at: number, timeZone: string): number => {
  const parts = new Intl.DateTimeFormat('en', { timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' }).formatToParts(at);
  const value = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(value('year'), value('month') - 1, value('day'), value('hour'), value('minute'), value('second')) - Math.floor(at / 1000) * 1000;
};

/** Start of a day such as 2026-03-29 at the centre, in epoch milliseconds; null for an invalid date. */
export const dayStartAt = (day: string, timeZone: string): number | null => {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(midnight)) return null;
  const guess = midnight - aheadAt(midnight, timeZone);
  return midnight - aheadAt(guess, timeZone);
};

/** End of a day at the centre, in epoch milliseconds; null for an invalid date. */
export const dayEndAt = (day: string, timeZone: string): number | null => {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(midnight) ? null : dayStartAt(new Date(midnight + dayMs).toISOString().slice(0, 10), timeZone);
};
