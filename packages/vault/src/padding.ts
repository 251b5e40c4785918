import { type Bytes, u32 } from './bytes.ts';
import { readRecord } from './reader.ts';

const minLength = 1024;
/** Most bytes that one item may hold: enough for a picture, too few for a film. */
export const maxContentBytes = 1024 * 1024 - 4;

const isPadded = (length: number): boolean => length >= minLength && (length & (length - 1)) === 0;

/** Returns the padded length of so many bytes of content: 1 KiB, or the next power of two. */
export const paddedLength = (length: number): number => {
  let padded = minLength;
  while (padded < length + 4) padded *= 2;
  return padded;
};

/** Pads content with zeros, after its length (4 bytes), so that the ciphertext hides the length. */
export const pad = (content: Bytes): Bytes => {
  const padded = new Uint8Array(paddedLength(content.length));
  padded.set(u32(content.length));
  padded.set(content, 4);
  return padded;
};

/** Removes the padding; null for bytes that {@link pad} did not make. */
export const unpad = (padded: Bytes): Bytes | null =>
  readRecord(padded, (reader) => {
    const content = reader.framed();
    return isPadded(padded.length) && reader.rest().every((byte) => byte === 0) ? content : null;
  });

const tagLength = 16;
/** True when a ciphertext has the length of padded content and a tag; a cut ciphertext has not. */
export const isWholeCiphertext = (ciphertext: Bytes): boolean => isPadded(ciphertext.length - tagLength);
