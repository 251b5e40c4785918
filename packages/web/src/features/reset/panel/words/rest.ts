import { m } from '../../../../generated/messages/messages.js';
import type { TechniqueWords } from './type.ts';

export const words: TechniqueWords<'rest'> = {
  rest: { title: m.reset_rest },
};
