import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';

const css = await readFile(new URL('tokens.css', import.meta.url), 'utf8');

/** The colours declared in the first block that follows a selector. */
const colours = (selector: string): Record<string, string> => {
  const start = css.indexOf(selector);
  if (start < 0) throw new Error(`no block for ${selector}`);
  const block = css.slice(start, css.indexOf('}', start));
  return Object.fromEntries([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]));
};

/** Relative luminance and contrast as WCAG 2.2 defines them. */
const luminance = (hex: string): number => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (one: string, other: string): number => {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
};

const light = colours('\n:root {');
const dark = colours("\n:root[data-theme='dark'] {");

it.each([
  ['ink', 'paper', 7],
  ['quiet', 'paper', 4.5],
  ['sea', 'paper', 4.5],
  ['on-sea', 'sea', 4.5],
  ['on-sea', 'sea-pressed', 4.5],
  ['sea', 'sea-wash', 4.5],
  ['coral-text', 'paper', 4.5],
  ['amber', 'paper', 4.5],
  ['coral', 'paper', 3],
  ['edge', 'paper', 3],
])('%s stands out from %s by at least %d', (over, under, least) => {
  for (const theme of [light, dark]) {
    const [front, back] = [theme[over], theme[under]];
    if (!front || !back) throw new Error(`${over} or ${under} is not a colour`);
    expect(contrast(front, back)).toBeGreaterThanOrEqual(least);
  }
});

it('is dark by preference as it is by choice', () => {
  expect(colours("\n  :root:not([data-theme='light']) {")).toEqual(dark);
});
