/** Formatters for numbers, durations and times in this locale, in the centre's time zone. */
export interface Formats {
  /** 14:12 */
  readonly time: (at: number) => string;
  /** 14:12, or with its date when it was not today. */
  readonly when: (at: number, now: number) => string;
  /** Friday 21 November */
  readonly date: (at: number) => string;
  readonly number: (n: number) => string;
  readonly percent: (share: number) => string;
  /** A percentage that is compared with a target. Rounds down, so that 79.9 % is not shown as 80 %. */
  readonly level: (share: number) => string;
  /** A duration in whole minutes, with hours from 60 minutes on: 12 min, 3 hr 20 min. Rounds down. */
  readonly minutes: (ms: number) => string;
  /** A waiting time: 48 sec; from a minute on 1:20. */
  readonly wait: (ms: number) => string;
}

const hourMs = 3_600_000;

export const createFormats = (locale: string, timeZone: string): Formats => {
  // Every screen uses the 24-hour clock, because a column of such times is easier to read.
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone });
  const short = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone });
  const dayOf = new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', timeZone });
  const date = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', timeZone });
  const number = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: 'percent' });
  const unit = (name: string) => new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'short' });
  const [hours, minutes, seconds] = [unit('hour'), unit('minute'), unit('second')];
  const two = new Intl.NumberFormat(locale, { minimumIntegerDigits: 2 });
  return {
    time: (at) => time.format(at),
    when: (at, now) => (dayOf.format(at) === dayOf.format(now) ? time : short).format(at),
    date: (at) => date.format(at),
    number: (n) => number.format(n),
    percent: (share) => percent.format(share),
    level: (share) => percent.format(Math.floor(share * 100 + 1e-9) / 100),
    minutes: (ms) => {
      const whole = Math.max(0, Math.floor(ms / 60_000));
      if (whole < 60) return minutes.format(whole);
      const rest = whole % 60;
      return rest === 0 ? hours.format(whole / 60) : `${hours.format(Math.floor(whole / 60))} ${minutes.format(rest)}`;
    },
    wait: (ms) => {
      const whole = Math.max(0, Math.floor(ms / 1_000));
      if (whole < 60) return seconds.format(whole);
      const rest = `${two.format(Math.floor(whole / 60) % 60)}:${two.format(whole % 60)}`;
      return ms < hourMs ? rest.replace(/^0/, '') : `${number.format(Math.floor(whole / 3_600))}:${rest}`;
    },
  };
};
