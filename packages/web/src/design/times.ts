/** Formats a time of day, such as 14:12, with the 24-hour clock on every screen. */
export const timeOfDay = (at: number, locale?: string, timeZone?: string): string =>
  new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', ...(timeZone ? { timeZone } : {}) }).format(at);

/** Formats a day with a time of day, such as Tue 10 Mar, 17:00. */
export const dayAndTime = (at: number, locale?: string): string =>
  new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at);

/** Rounds a duration in milliseconds to whole minutes, at least one, so that no text has "0 minutes". */
export const wholeMinutes = (ms: number): number => Math.max(1, Math.round(ms / 60_000));
