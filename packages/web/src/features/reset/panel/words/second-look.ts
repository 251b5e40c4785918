import { m } from '../../../../generated/messages/messages.js';
import type { TechniqueWords } from './type.ts';

export const words: TechniqueWords<'second-look'> = {
  else: {
    title: m.reset_else,
    choices: {
      'passed-on': m.reset_else_passed_on,
      money: m.reset_else_money,
      unheard: m.reset_else_unheard,
      elsewhere: m.reset_else_elsewhere,
      unknown: m.reset_else_unknown,
    },
  },
};
