/** Hours and midnights in the centre's time zone. */
export interface CentreDay {
  /** Returns the hour of a time in epoch milliseconds, 0 to 23. */
  hourOf(at: number): number;
  /** Returns the centre's last midnight at or before `at`, in epoch milliseconds. */
  dayStartOf(at: number): number;
  /** Returns the month of a time, such as `2026-11`. */
  monthOf(at: number): string;
}

/** Number of quarters of an hour to remember, about a day. */
const quartersKept = 100;

export const createCentreDay = (timezone: string): CentreDay => {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  const monthFormat = new Intl.DateTimeFormat('en-CA', { timeZone: timezone, year: 'numeric', month: '2-digit' });
  const clockFace = (at: number): number[] => format.format(at).split(':').map(Number);
  // An offset from UTC lasts for at least a quarter of an hour, so one look-up for each quarter is enough.
  // Midnights also fall on quarters of an hour.
  const hours = new Map<number, number>();
  let dayQuarter = NaN;
  let dayStartAt = 0;
  return {
    monthOf: (at) => monthFormat.format(at),
    hourOf: (at) => {
      const quarter = Math.floor(at / 900_000);
      const known = hours.get(quarter);
      if (known !== undefined) return known;
      if (hours.size >= quartersKept) hours.clear();
      const [hour = 0] = clockFace(at);
      hours.set(quarter, hour);
      return hour;
    },
    dayStartOf: (at) => {
      if (Math.floor(at / 900_000) === dayQuarter) return dayStartAt;
      const [h = 0, m = 0, s = 0] = clockFace(at);
      const guess = at - (at % 1000) - ((h * 60 + m) * 60 + s) * 1000;
      // If the clocks have changed since midnight, the guess is wrong by the length of the change.
      const [gh = 0, gm = 0] = clockFace(guess);
      const offMinutes = gh >= 12 ? gh * 60 + gm - 1440 : gh * 60 + gm;
      dayQuarter = Math.floor(at / 900_000);
      dayStartAt = guess - offMinutes * 60_000;
      return dayStartAt;
    },
  };
};
