import { expect, it } from 'vitest';
import { isBlank } from './blank.ts';

it('a text is blank when it has no visible character', () => {
  for (const text of ['', ' \n\t', '\u200b', '\u2066\u2069 \ufeff', '\u00ad']) expect(isBlank(text)).toBe(true);
  for (const text of ['x', '\u200bא', '👩‍👩‍👧‍👦', '☂']) expect(isBlank(text)).toBe(false);
});
