const mostOctets = 75;

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
export const calendarCharacters = (text: string): string =>
  [...text.replace(/\r\n?/g, '\n')]
    .filter((c) => {
      const point = c.codePointAt(0) ?? 0;
      return (point >= 0x20 || c === '\n' || c === '\t') && point !== 0x7f && (point < 0xd800 || point > 0xdfff);
    })
    .join('');

/** RFC 5545, 3.3.11. */
export const calendarText = (text: string): string => text.replace(/[\\;,]/g, '\\$&').replaceAll('\n', '\\n');

/** RFC 5545, 3.3.5: in UTC, so that no time zone has to be told. */
export const calendarTime = (at: number): string => `${new Date(at).toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`;

/** A calendar file (RFC 5545) of these lines of events. */
export const calendarFile = (product: string, events: readonly string[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', `PRODID:-//Onhook//${product}//EN`, 'CALSCALE:GREGORIAN', ...events, 'END:VCALENDAR']
    .map((line) => `${fold(line)}\r\n`)
    .join('');
