import { calendarCharacters, calendarFile, calendarText, calendarTime } from '../calendar/index.ts';
import { csvFile } from '../csv/index.ts';
import type { TimeGrantId, PersonId } from '../ids/index.ts';

/** Codes of a schedule exception, as a workforce tool reads them. */
export const exceptionCodes = ['break', 'step-away', 'early-finish', 'off-queue'] as const;
export type ExceptionCode = (typeof exceptionCodes)[number];

/** Time in which a person is off their line although the schedule has them on it. Never holds the reason. */
export interface ScheduleException {
  readonly id: TimeGrantId;
  readonly person: PersonId;
  readonly name: string;
  readonly fromAt: number;
  readonly untilAt: number;
  readonly code: ExceptionCode;
}

const iso = (at: number): string => new Date(at).toISOString();

/** CSV file (RFC 4180) of schedule exceptions with a header row; times in ISO 8601, UTC. */
export const exceptionsCsv = (exceptions: readonly ScheduleException[]): string =>
  csvFile([
    ['person', 'name', 'from', 'until', 'code'],
    ...exceptions.map(({ person, name, fromAt, untilAt, code }) => [person, name, iso(fromAt), iso(untilAt), code]),
  ]);

/**
 * Calendar file (RFC 5545) of schedule exceptions.
 * An exception keeps its UID, so that importing a later file updates the event and adds none.
 *
 * @param now time of the export, epoch milliseconds
 */
export const exceptionsCalendar = (exceptions: readonly ScheduleException[], now: number): string =>
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
