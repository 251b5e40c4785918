type Rgb = readonly [number, number, number];

/** Parses a colour such as `#17252a`, or `rgb(23, 37, 42)` as browsers compute it. Null for any other form. */
export const readColour = (text: string): Rgb | null => {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text);
  if (hex) return [1, 2, 3].map((at) => Number.parseInt(hex[at] ?? '', 16)) as unknown as Rgb;
  const rgb = /^rgb\((\d+), (\d+), (\d+)\)$/.exec(text);
  return rgb ? ([1, 2, 3].map((at) => Number(rgb[at])) as unknown as Rgb) : null;
};

/** Computes the relative luminance of WCAG 2.2. */
const luminance = (colour: Rgb): number => {
  const [r = 0, g = 0, b = 0] = colour.map((value) => {
    const channel = value / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

/** Computes the contrast ratio, from 1 (equal luminance) to 21 (black on white). */
export const contrast = (one: Rgb, other: Rgb): number => {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
};

export interface Pair {
  readonly over: string;
  readonly under: string;
  /** Smallest allowed contrast ratio: 4.5 for text, 3 for graphics (WCAG 1.4.3 and 1.4.11). */
  readonly least: number;
}

const text = 4.5;
const drawing = 3;

/** Every pair of foreground and background colours that the product uses. */
export const pairs: readonly Pair[] = [
  { over: 'ink', under: 'paper', least: 7 },
  { over: 'ink', under: 'sea-wash', least: text },
  { over: 'ink', under: 'breath', least: text },
  { over: 'ink', under: 'raised', least: 7 },
  { over: 'ink', under: 'coral-wash', least: 7 },
  { over: 'quiet', under: 'raised', least: text },
  { over: 'quiet', under: 'coral-wash', least: text },
  { over: 'quiet', under: 'paper', least: text },
  { over: 'quiet', under: 'sea-wash', least: text },
  { over: 'sea', under: 'paper', least: text },
  { over: 'sea', under: 'sea-wash', least: text },
  { over: 'on-sea', under: 'sea', least: text },
  { over: 'on-sea', under: 'sea-pressed', least: text },
  { over: 'sea', under: 'raised', least: text },
  { over: 'coral-text', under: 'paper', least: text },
  { over: 'paper', under: 'coral-text', least: text },
  { over: 'coral-text', under: 'coral-wash', least: text },
  { over: 'amber', under: 'paper', least: text },
  { over: 'coral', under: 'paper', least: drawing },
  { over: 'edge', under: 'paper', least: drawing },
];

/** All colours of these pairs: every colour except that of the lines between rows. */
export const colours: readonly string[] = [...new Set(pairs.flatMap(({ over, under }) => [over, under]))];
