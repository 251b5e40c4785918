export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

export type Decoded =
  | { readonly kind: 'text'; readonly text: string; readonly encoding: Encoding }
  /** The bytes are in an encoding that cannot be told for sure, such as that of an old Macintosh or of MS-DOS. */
  | { readonly kind: 'unknown-encoding' };

const chunkSize = 8192;

/** Windows-1252 from 0x80 to 0x9f; a space marks the five bytes that it doesn't define. */
const upper1252 = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';

/** Traces of another 8-bit encoding: marks that Windows-1252 has, but no language writes inside a word. */
const strangeInWord = /\p{L}[‚ƒ„…†‡ˆ‰‹“”•˜™›¡¤§¨©ª«¬®°±²³´¶¸¹º»¼½¾¿÷×]\p{Ll}|\p{Ll}[ŠŽŸŒ]|\p{L}[ŠŽŸŒ]\p{Ll}/u;

const mapped = (unitOf: (at: number) => number, count: number): string => {
  let text = '';
  for (let at = 0; at < count; at += chunkSize) {
    text += String.fromCharCode(...Array.from({ length: Math.min(chunkSize, count - at) }, (_, n) => unitOf(at + n)));
  }
  return text;
};

/** Reads UTF-8 strictly; null when the bytes are none. */
const utf8 = (bytes: Uint8Array): string | null => {
  const hex: string[] = [];
  for (const byte of bytes) hex.push(byte < 0x80 && byte !== 0x25 ? String.fromCharCode(byte) : `%${byte.toString(16).padStart(2, '0')}`);
  try {
    return decodeURIComponent(hex.join(''));
  } catch {
    return null;
  }
};

const utf16 = (bytes: Uint8Array, low: 0 | 1): string | null => {
  if (bytes.length % 2 !== 0) return null;
  const text = mapped((at) => (bytes[2 * at + low] ?? 0) + 256 * (bytes[2 * at + 1 - low] ?? 0), bytes.length / 2);
  return /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text) ? null : text;
};

const windows1252 = (bytes: Uint8Array): string | null => {
  if (bytes.some((byte) => (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) || upper1252[byte - 0x80] === ' ')) return null;
  const text = mapped((at) => {
    const byte = bytes[at] ?? 0;
    return upper1252[byte - 0x80]?.charCodeAt(0) ?? byte;
  }, bytes.length);
  return strangeInWord.test(text) ? null : text;
};

const guess = (bytes: Uint8Array): Encoding | null => {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  // Without a mark: the first character of a heading is a Latin letter or a quote, half of which is a zero byte.
  if (first === 0 && second !== 0) return 'utf-16be';
  if (second === 0 && first !== 0) return 'utf-16le';
  return null;
};

/**
 * Decodes a text file as spreadsheets write it: UTF-8 and UTF-16 of both byte orders, with or without a byte order mark, or
 * Windows-1252. The mark is left out of the text.
 *
 * @example decodeText(Uint8Array.of(0x4a, 0xf6)) // { kind: 'text', text: 'Jö', encoding: 'windows-1252' }
 */
export const decodeText = (bytes: Uint8Array): Decoded => {
  const wide = guess(bytes);
  const encoding = wide ?? 'utf-8';
  const text = wide === null ? utf8(bytes) : utf16(bytes, wide === 'utf-16le' ? 0 : 1);
  if (text !== null && !text.includes('\0')) return { kind: 'text', text: text.startsWith('\ufeff') ? text.slice(1) : text, encoding };
  const western = wide === null ? windows1252(bytes) : null;
  return western === null ? { kind: 'unknown-encoding' } : { kind: 'text', text: western, encoding: 'windows-1252' };
};
