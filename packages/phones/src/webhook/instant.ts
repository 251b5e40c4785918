import { z } from 'zod';

const rfc3339 = /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}):(\d{2})(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/;

/** Numbers below this are seconds: as milliseconds they would lie before 1973. */
const leastMs = 100_000_000_000;
const earliest = Date.UTC(2000, 0, 1);
const latest = 8_640_000_000_000_000;

const wording = 'should be an RFC 3339 time with an offset, or epoch milliseconds or seconds, after 1999';

/** A leap second counts as the second before it, as Unix time has none. */
const msOfText = (text: string): number => {
  const [, date, minutes, seconds = '', fraction = '', offset = ''] = rfc3339.exec(text) ?? [];
  if (date === undefined) return /^\d+(\.\d+)?$/.test(text) ? msOfNumber(Number(text)) : NaN;
  return Date.parse(`${date}T${minutes}:${seconds === '60' ? '59' : seconds}${fraction.slice(0, 4)}${offset.toUpperCase()}`);
};

const msOfNumber = (value: number): number => Math.round(value < leastMs ? value * 1000 : value);

/**
 * A time as senders write it: RFC 3339 in full (small letters, a blank for the T, any number of decimals, a leap second),
 * epoch milliseconds, or epoch seconds; numbers may be texts. Parses to epoch milliseconds.
 */
export const instant = z.union([z.string(), z.number()]).transform((value, context) => {
  const ms = typeof value === 'string' ? msOfText(value.trim()) : msOfNumber(value);
  if (ms >= earliest && ms <= latest) return ms;
  context.addIssue({ code: 'custom', message: wording });
  return z.NEVER;
});
