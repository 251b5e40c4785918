import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText } from './index.ts';

const text = 'Name;E-Mail\r\nJörg Müßig;joerg@example.com\r\nŁucja Żak;lucja@example.com\r\n';
const utf16le = (of: string): Uint8Array => Uint8Array.from([...of].flatMap((_, n) => [of.charCodeAt(n) & 255, of.charCodeAt(n) >> 8]));
const utf16be = (of: string): Uint8Array => utf16le(of).map((_, n, all) => all[n ^ 1] ?? 0);
const bytesOf = (...parts: (string | number)[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => (typeof part === 'number' ? [part] : [...part].map((one) => one.charCodeAt(0)))));

describe('decoding a file', () => {
  it('Every encoding that a spreadsheet writes gives the same text', () => {
    for (const mark of ['', '\ufeff']) {
      expect(decodeText(new Uint8Array(new TextEncoder().encode(mark + text)))).toEqual({ kind: 'text', text, encoding: 'utf-8' });
      expect(decodeText(utf16le(mark + text))).toEqual({ kind: 'text', text, encoding: 'utf-16le' });
      expect(decodeText(utf16be(mark + text))).toEqual({ kind: 'text', text, encoding: 'utf-16be' });
    }
  });

  it('Windows-1252 is recognised', () => {
    const decoded = decodeText(bytesOf('name\r\nJ', 0xf6, 'rg M', 0xfc, 0xdf, 'ig, Z', 0xfc, 'rich\r\nFran', 0xe7, 'ois O', 0x92, 'Brien ', 0x96, ' ', 0x80, '\r\n'));
    expect(decoded).toEqual({ kind: 'text', text: 'name\r\nJörg Müßig, Zürich\r\nFrançois O’Brien – €\r\n', encoding: 'windows-1252' });
  });

  it('Bytes of another 8-bit encoding are refused instead of giving wrong names', () => {
    // Müller and José as an old Macintosh and as MS-DOS write them, a picture, and UTF-16 that was cut.
    const refused = [bytesOf('M', 0x9f, 'ller'), bytesOf('Jos', 0x8e), bytesOf('M', 0x81, 'ller'), bytesOf('J', 0x94, 'rg'), bytesOf(0x89, 'PNG\r\n', 0x1a, '\n', 0), utf16le(text).slice(0, -1)];
    for (const bytes of refused) expect(decodeText(bytes), String(bytes)).toEqual({ kind: 'unknown-encoding' });
  });

  it('Decoding is total, and UTF-8 comes back as it was', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => ['text', 'unknown-encoding'].includes(decodeText(bytes).kind)));
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 50 }), (written) => {
        fc.pre(!written.includes('\0') && !written.startsWith('\ufeff'));
        expect(decodeText(new Uint8Array(new TextEncoder().encode(written)))).toEqual({ kind: 'text', text: written, encoding: 'utf-8' });
      }),
    );
  });
});
