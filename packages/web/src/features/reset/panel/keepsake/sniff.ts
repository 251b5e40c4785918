export type PictureType = 'jpeg' | 'png' | 'gif' | 'webp' | 'avif' | 'bmp';

const starts: readonly (readonly [PictureType, number, string])[] = [
  ['jpeg', 0, '\xff\xd8\xff'],
  ['png', 0, '\x89PNG\r\n\x1a\n'],
  ['gif', 0, 'GIF8'],
  ['webp', 8, 'WEBP'],
  ['avif', 4, 'ftypavi'],
  ['bmp', 0, 'BM'],
];

/**
 * What a file is by its first bytes, whatever it is called; null for what is no picture made of points. Drawings that may
 * carry a script are none.
 */
export const sniff = (bytes: Uint8Array): PictureType | null => {
  const text = String.fromCharCode(...bytes.subarray(0, 16));
  return starts.find(([, at, mark]) => text.startsWith(mark, at))?.[0] ?? null;
};

/** How many points a PNG says it has: some small files would fill all memory. Null where the head does not say. */
export const pngPoints = (bytes: Uint8Array): number | null => {
  if (sniff(bytes) !== 'png' || bytes.length < 24) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return view.getUint32(16) * view.getUint32(20);
};
