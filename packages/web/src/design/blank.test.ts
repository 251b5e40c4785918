import { expect, it } from 'vitest';
import { isBlank } from './blank.ts';

it('is blank when there is nothing to see', () => {
  for (const text of ['', ' \n\t', '\u200b', '\u2066\u2069 \ufeff', '\u00ad']) expect(isBlank(text)).toBe(true);
  for (const text of ['x', '\u200bא', '👩‍👩‍👧‍👦', '☂']) expect(isBlank(text)).toBe(false);
});
