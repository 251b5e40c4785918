import { pngPixels, sniff } from './sniff.ts';

export type Read =
  | { readonly kind: 'ok'; readonly picture: Blob }
  | { readonly kind: 'refused'; readonly why: 'too-large' | 'no-picture' | 'broken' };

const mostBytes = 25 * 1024 * 1024;
const mostPoints = 80_000_000;
/** Longest side of a stored picture, in pixels: enough for a panel on a large screen. */
const longestSide = 1200;
const keptBytes = 300 * 1024;
const qualities = [0.86, 0.72, 0.58, 0.42];

const refused = (why: Extract<Read, { kind: 'refused' }>['why']): Read => ({ kind: 'refused', why });

const toBlob = (canvas: HTMLCanvasElement, type: string, quality: number): Promise<Blob | null> =>
  new Promise((resolve) => canvas.toBlob(resolve, type, quality));

const drawn = (image: ImageBitmap, side: number): HTMLCanvasElement => {
  const share = Math.min(1, side / Math.max(image.width, image.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(image.width * share));
  canvas.height = Math.max(1, Math.round(image.height * share));
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
};

/**
 * Returns the first version that is small enough, else the last one tried; null if encoding fails. Browsers without
 * WebP encoding use JPEG.
 */
const encode = async (image: ImageBitmap): Promise<Blob | null> => {
  let smallest: Blob | null = null;
  for (const side of [longestSide, 800, 480]) {
    const canvas = drawn(image, side);
    for (const quality of qualities) {
      const webp = await toBlob(canvas, 'image/webp', quality);
      const blob = webp?.type === 'image/webp' ? webp : await toBlob(canvas, 'image/jpeg', quality);
      if (blob && blob.size <= keptBytes) return blob;
      smallest = blob ?? smallest;
    }
  }
  return smallest;
};

/**
 * Makes a keepsake from a picture file. Only the pixels are kept, scaled down, without metadata such as the place, the
 * time or the camera. An animation keeps its first frame only. Refuses files that are too large, broken or no bitmap.
 */
export const readPicture = async (file: Blob): Promise<Read> => {
  if (file.size > mostBytes) return refused('too-large');
  const head = new Uint8Array(await file.slice(0, 32).arrayBuffer());
  const type = sniff(head);
  if (!type) return refused('no-picture');
  if ((pngPixels(head) ?? 0) > mostPoints) return refused('too-large');
  try {
    const image = await createImageBitmap(new Blob([file], { type: `image/${type}` }));
    const picture = await encode(image);
    image.close();
    return picture ? { kind: 'ok', picture } : refused('broken');
  } catch {
    return refused('broken');
  }
};
