import { calendarCharacters, calendarFile, calendarText, calendarTime } from '../calendar/index.ts';

/** Item of the carry list, for a calendar. */
export interface CalendarItem {
  /** Stable, so that importing a second file updates the event and adds none. */
  readonly id: string;
  readonly text: string;
  readonly dueAt: number;
}

const summaryLength = 120;
const lastsMs = 15 * 60_000;

const summaryOf = (text: string): string => {
  const [first = ''] = text.trim().split('\n');
  const all = [...first];
  return all.length > summaryLength ? `${all.slice(0, summaryLength - 1).join('')}…` : first;
};

const eventOf = ({ id, text, dueAt }: CalendarItem, now: number): string[] => {
  const words = calendarCharacters(text);
  const summary = summaryOf(words);
  return [
    'BEGIN:VEVENT',
    `UID:${calendarCharacters(id).replace(/[\n\t]/g, '')}@carry.onhook`,
    `DTSTAMP:${calendarTime(now)}`,
    `DTSTART:${calendarTime(dueAt)}`,
    `DTEND:${calendarTime(dueAt + lastsMs)}`,
    `SUMMARY:${calendarText(summary)}`,
    ...(summary === words ? [] : [`DESCRIPTION:${calendarText(words)}`]),
    'TRANSP:TRANSPARENT',
    'CLASS:PRIVATE',
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${calendarText(summary)}`,
    'TRIGGER:PT0S',
    'END:VALARM',
    'END:VEVENT',
  ];
};

/**
 * Calendar file (RFC 5545) of carry items: private events of 15 minutes, each with an alarm at its time.
 *
 * @param now time of the export, epoch milliseconds
 */
export const calendarOf = (items: readonly CalendarItem[], now: number): string =>
  calendarFile('Carry list', items.flatMap((item) => eventOf(item, now)));
