import { type Bytes, u32 } from './bytes.ts';
import { reading } from './reader.ts';

const least = 1024;
/** What one thing may hold: a picture of a keepsake, not a film. */
export const maxContentBytes = 1024 * 1024 - 4;

const isPadded = (length: number): boolean => length >= least && (length & (length - 1)) === 0;

/** How long what is sealed says it is: 1 KiB, or the next power of two. */
export const paddedLength = (length: number): number => {
  let padded = least;
  while (padded < length + 4) padded *= 2;
  return padded;
};

export const pad = (content: Bytes): Bytes => {
  const padded = new Uint8Array(paddedLength(content.length));
  padded.set(u32(content.length));
  padded.set(content, 4);
  return padded;
};

/** Null for what `pad` did not make. */
export const unpad = (padded: Bytes): Bytes | null =>
  reading(padded, (reader) => {
    const content = reader.framed();
    return isPadded(padded.length) && reader.rest().every((byte) => byte === 0) ? content : null;
  });

const tag = 16;
/** A ciphertext whose length no padded content has was cut. */
export const isWholeCiphertext = (ciphertext: Bytes): boolean => isPadded(ciphertext.length - tag);
