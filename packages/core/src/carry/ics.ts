/** One thing to carry as a calendar has it. */
export interface CalendarItem {
  /** The same for the same thing, so that a second file changes it and adds nothing. */
  readonly id: string;
  readonly text: string;
  readonly dueAt: number;
}

const mostOctets = 75;
const summaryLength = 120;
const lastsMs = 15 * 60_000;

const octets = (character: string): number => {
  const point = character.codePointAt(0) ?? 0;
  return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
};

/** RFC 5545, 3.1: no line is longer than 75 octets; what follows begins with a space. No character is cut in two. */
const fold = (line: string): string => {
  let folded = '';
  let length = 0;
  for (const character of line) {
    const size = octets(character);
    if (length + size > mostOctets) {
      folded += '\r\n ';
      length = 1;
    }
    folded += character;
    length += size;
  }
  return folded;
};

/** Half of a pair is no character, and a calendar knows no control characters but the tab. */
const characters = (text: string): string =>
  [...text.replace(/\r\n?/g, '\n')]
    .filter((c) => {
      const point = c.codePointAt(0) ?? 0;
      return (point >= 0x20 || c === '\n' || c === '\t') && point !== 0x7f && (point < 0xd800 || point > 0xdfff);
    })
    .join('');

/** RFC 5545, 3.3.11. */
const escape = (text: string): string => text.replace(/[\\;,]/g, '\\$&').replaceAll('\n', '\\n');

/** RFC 5545, 3.3.5: in UTC, so that no time zone has to be told. */
const utc = (at: number): string => `${new Date(at).toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`;

const summaryOf = (text: string): string => {
  const [first = ''] = text.trim().split('\n');
  const all = [...first];
  return all.length > summaryLength ? `${all.slice(0, summaryLength - 1).join('')}…` : first;
};

const eventOf = ({ id, text, dueAt }: CalendarItem, now: number): string[] => {
  const words = characters(text);
  const summary = summaryOf(words);
  return [
    'BEGIN:VEVENT',
    `UID:${characters(id).replace(/[\n\t]/g, '')}@carry.onhook`,
    `DTSTAMP:${utc(now)}`,
    `DTSTART:${utc(dueAt)}`,
    `DTEND:${utc(dueAt + lastsMs)}`,
    `SUMMARY:${escape(summary)}`,
    ...(summary === words ? [] : [`DESCRIPTION:${escape(words)}`]),
    'TRANSP:TRANSPARENT',
    'CLASS:PRIVATE',
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${escape(summary)}`,
    'TRIGGER:PT0S',
    'END:VALARM',
    'END:VEVENT',
  ];
};

/** A calendar file (RFC 5545) of these, each with an alarm at its time. */
export const calendarOf = (items: readonly CalendarItem[], now: number): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Onhook//Carry list//EN',
    'CALSCALE:GREGORIAN',
    ...items.flatMap((item) => eventOf(item, now)),
    'END:VCALENDAR',
  ]
    .map((line) => `${fold(line)}\r\n`)
    .join('');
