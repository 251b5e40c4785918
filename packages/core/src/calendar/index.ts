const maxOctets = 75;

const octets = (character: string): number => {
  const point = character.codePointAt(0) ?? 0;
  return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
};

/** Folds a content line at 75 octets; a continuation begins with a space (RFC 5545, 3.1). Never splits a character. */
const fold = (line: string): string => {
  let folded = '';
  let length = 0;
  for (const character of line) {
    const size = octets(character);
    if (length + size > maxOctets) {
      folded += '\r\n ';
      length = 1;
    }
    folded += character;
    length += size;
  }
  return folded;
};

/** Removes characters that a calendar file must not hold: lone surrogates, and control characters except tab and line feed. */
export const calendarCharacters = (text: string): string =>
  [...text.replace(/\r\n?/g, '\n')]
    .filter((c) => {
      const point = c.codePointAt(0) ?? 0;
      return (point >= 0x20 || c === '\n' || c === '\t') && point !== 0x7f && (point < 0xd800 || point > 0xdfff);
    })
    .join('');

/** Escapes a TEXT value: backslash, semicolon, comma and line feed (RFC 5545, 3.3.11). */
export const calendarText = (text: string): string => text.replace(/[\\;,]/g, '\\$&').replaceAll('\n', '\\n');

/** DATE-TIME value in UTC of a time in epoch milliseconds (RFC 5545, 3.3.5). UTC needs no time-zone definition. */
export const calendarTime = (at: number): string => `${new Date(at).toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`;

/**
 * Builds a calendar file (RFC 5545) with folded lines and CRLF.
 *
 * @param product name in PRODID
 * @param events content lines of complete VEVENT components, not yet folded
 */
export const calendarFile = (product: string, events: readonly string[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', `PRODID:-//Onhook//${product}//EN`, 'CALSCALE:GREGORIAN', ...events, 'END:VCALENDAR']
    .map((line) => `${fold(line)}\r\n`)
    .join('');
