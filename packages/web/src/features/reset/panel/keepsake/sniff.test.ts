import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pngPixels, sniff } from './sniff.ts';

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));

describe('what a file is', () => {
  it('is told by its first bytes', () => {
    expect(sniff(bytes('\xff\xd8\xff\xe1exif'))).toBe('jpeg');
    expect(sniff(bytes('\x89PNG\r\n\x1a\nrest'))).toBe('png');
    expect(sniff(bytes('GIF89a'))).toBe('gif');
    expect(sniff(bytes('RIFF\x00\x00\x00\x00WEBPVP8 '))).toBe('webp');
  });

  it('is no picture when it is a drawing, a page or anything else', () => {
    for (const text of ['<svg xmlns="http://www.w3.org/2000/svg">', '<?xml version="1.0"?><svg/>', '<html>', '%PDF-1.7', '', 'PK\x03\x04'])
      expect(sniff(bytes(text))).toBeNull();
  });

  it('reads how large a PNG would become, and never fails', () => {
    const head = Uint8Array.from([...bytes('\x89PNG\r\n\x1a\n'), 0, 0, 0, 13, ...bytes('IHDR'), 0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30]);
    expect(pngPixels(head)).toBe(900_000_000);
    fc.assert(fc.property(fc.uint8Array({ maxLength: 40 }), (some) => void [sniff(some), pngPixels(some)]));
  });
});
