import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { colours as measured, contrast, pairs, readColour } from './contrast.ts';

const css = await readFile(new URL('tokens.css', import.meta.url), 'utf8');

/** The colours declared in the first block that follows a selector. */
const colours = (selector: string): Record<string, string> => {
  const start = css.indexOf(selector);
  if (start < 0) throw new Error(`no block for ${selector}`);
  const block = css.slice(start, css.indexOf('}', start));
  return Object.fromEntries([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]));
};

const light = colours("\n:root,\n[data-theme='light'] {");
const dark = colours("\n[data-theme='dark'] {");
/** Colours of lines between rows, which need no contrast because the position separates rows too. */
const decoration = ['hairline'];

describe.each([
  ['light', light],
  ['dark', dark],
])('in %s', (_, theme) => {
  it.each(pairs)('$over stands out from $under by at least $least', ({ over, under, least }) => {
    const [front, back] = [readColour(theme[over] ?? ''), readColour(theme[under] ?? '')];
    if (!front || !back) throw new Error(`${over} or ${under} is not a colour`);
    expect(contrast(front, back)).toBeGreaterThanOrEqual(least);
  });

  it('every colour is in a pair that is measured', () => {
    expect(Object.keys(theme).filter((name) => !measured.includes(name))).toEqual(decoration);
  });
});

it('is dark by preference as it is by choice', () => {
  expect(colours("\n  :root:not([data-theme='light']) {")).toEqual(dark);
});

it('measures as WCAG does', () => {
  expect(contrast([0, 0, 0], [255, 255, 255])).toBe(21);
  expect(contrast([119, 119, 119], [255, 255, 255])).toBeCloseTo(4.48, 2);
  expect(readColour('rgb(23, 37, 42)')).toEqual(readColour('#17252a'));
  expect(readColour('CanvasText')).toBeNull();
});
