const dayMs = 86_400_000;

/**
 * Writes the day of a sign-in: "Today", "Yesterday", a day of the week with its date, or a date with its year.
 *
 * @param day day at the centre, such as 2026-11-28
 * @param now current time in epoch milliseconds
 * @param timeZone time zone of the centre
 * @example signInDayWords('2026-11-27', now, 'Europe/Berlin', 'en') // 'Yesterday'
 */
export const signInDayWords = (day: string, now: number, timeZone: string, locale: string): string => {
  const today = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(now);
  const at = Date.parse(`${day}T12:00:00Z`);
  const ago = Math.round((Date.parse(`${today}T12:00:00Z`) - at) / dayMs);
  if (ago === 0 || ago === 1) {
    const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-ago, 'day');
    return words.charAt(0).toLocaleUpperCase(locale) + words.slice(1);
  }
  const isThisYear = day.slice(0, 4) === today.slice(0, 4);
  return new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'short',
    ...(isThisYear ? { weekday: 'short' } : { year: 'numeric' }),
  }).format(at);
};
