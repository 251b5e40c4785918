import { m } from '../../../../generated/messages/messages.js';
import type { TechniqueWords } from './type.ts';

export const words: TechniqueWords<'boundary'> = {
  line: {
    title: m.reset_line,
    how: m.reset_line_how,
    lines: {
      respect: m.reset_line_respect,
      clear: m.reset_line_clear,
      'if-then': m.reset_line_if_then,
    },
  },
};
