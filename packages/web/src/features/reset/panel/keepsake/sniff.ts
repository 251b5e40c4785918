export type PictureType = 'jpeg' | 'png' | 'gif' | 'webp' | 'avif' | 'bmp';

const signatures: readonly (readonly [type: PictureType, offset: number, bytes: string])[] = [
  ['jpeg', 0, '\xff\xd8\xff'],
  ['png', 0, '\x89PNG\r\n\x1a\n'],
  ['gif', 0, 'GIF8'],
  ['webp', 8, 'WEBP'],
  ['avif', 4, 'ftypavi'],
  ['bmp', 0, 'BM'],
];

/**
 * Returns the format of a picture by its first bytes, regardless of the file's name; null if it isn't a bitmap. Vector
 * formats are refused, because they may contain scripts.
 */
export const sniff = (bytes: Uint8Array): PictureType | null => {
  const text = String.fromCharCode(...bytes.subarray(0, 16));
  return signatures.find(([, offset, signature]) => text.startsWith(signature, offset))?.[0] ?? null;
};

/**
 * Returns the number of pixels that a PNG declares; null if it isn't a PNG or too short. A small file can declare a
 * picture that fills all memory.
 */
export const pngPixels = (bytes: Uint8Array): number | null => {
  if (sniff(bytes) !== 'png' || bytes.length < 24) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return view.getUint32(16) * view.getUint32(20);
};
