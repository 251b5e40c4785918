import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { colours as measured, contrast, pairs, readColour } from './contrast.ts';

const css = await readFile(new URL('tokens.css', import.meta.url), 'utf8');

/** Reads the colours declared in the first block after a selector. */
const colours = (selector: string): Record<string, string> => {
  const start = css.indexOf(selector);
  if (start < 0) throw new Error(`no block for ${selector}`);
  const block = css.slice(start, css.indexOf('}', start));
  return Object.fromEntries([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]));
};

const light = colours("\n:root,\n[data-theme='light'] {");
const dark = colours("\n[data-theme='dark'] {");
/** Colours without a required contrast: the lines between rows, which are also separated by their position. */
const decoration = ['hairline'];

describe.each([
  ['light', light],
  ['dark', dark],
])('the %s theme', (_, theme) => {
  it.each(pairs)('has a contrast of $over to $under of at least $least', ({ over, under, least }) => {
    const [front, back] = [readColour(theme[over] ?? ''), readColour(theme[under] ?? '')];
    if (!front || !back) throw new Error(`${over} or ${under} is not a colour`);
    expect(contrast(front, back)).toBeGreaterThanOrEqual(least);
  });

  it('has no colour outside the measured pairs, except decoration', () => {
    expect(Object.keys(theme).filter((name) => !measured.includes(name))).toEqual(decoration);
  });
});

it('the dark theme has the same colours by system preference and by choice', () => {
  expect(colours("\n  :root:not([data-theme='light']) {")).toEqual(dark);
});

it('contrast follows the formula of WCAG', () => {
  expect(contrast([0, 0, 0], [255, 255, 255])).toBe(21);
  expect(contrast([119, 119, 119], [255, 255, 255])).toBeCloseTo(4.48, 2);
  expect(readColour('rgb(23, 37, 42)')).toEqual(readColour('#17252a'));
  expect(readColour('CanvasText')).toBeNull();
});
