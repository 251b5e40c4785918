import { calendarCharacters, calendarFile, calendarText, calendarTime } from '../calendar/index.ts';
import type { GiftId, PersonId } from '../ids/index.ts';

export const exceptionCodes = ['break', 'step-away', 'early-finish', 'off-queue'] as const;
export type ExceptionCode = (typeof exceptionCodes)[number];

/** When somebody is not on their line though the schedule has them there. Never why. */
export interface Exception {
  readonly id: GiftId;
  readonly person: PersonId;
  readonly name: string;
  readonly fromAt: number;
  readonly untilAt: number;
  readonly code: ExceptionCode;
}

/** RFC 4180. A spreadsheet would take what begins like a formula for one. */
const field = (text: string): string => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;

const iso = (at: number): string => new Date(at).toISOString();

export const exceptionsCsv = (exceptions: readonly Exception[]): string =>
  [
    ['person', 'name', 'from', 'until', 'code'],
    ...exceptions.map(({ person, name, fromAt, untilAt, code }) => [person, name, iso(fromAt), iso(untilAt), code]),
  ]
    .map((fields) => `${fields.map(field).join(',')}\r\n`)
    .join('');

/** The same exception has the same name each time, so that a later file changes it and adds nothing. */
export const exceptionsCalendar = (exceptions: readonly Exception[], now: number): string =>
  calendarFile(
    'Schedule exceptions',
    exceptions.flatMap(({ id, person, name, fromAt, untilAt, code }) => [
      'BEGIN:VEVENT',
      `UID:${calendarCharacters(id).replace(/[\n\t]/g, '')}@schedule.onhook`,
      `DTSTAMP:${calendarTime(now)}`,
      `DTSTART:${calendarTime(fromAt)}`,
      `DTEND:${calendarTime(untilAt)}`,
      `SUMMARY:${calendarText(calendarCharacters(`${name}: ${code}`))}`,
      `CATEGORIES:${code}`,
      `CONTACT:${calendarText(calendarCharacters(person))}`,
      'TRANSP:OPAQUE',
      'END:VEVENT',
    ]),
  );
