import { m } from '../../../../generated/messages/messages.js';
import type { TechniqueWords } from './type.ts';

export const words: TechniqueWords<'keepsake'> = {
  'keepsake-look': { title: m.technique_keepsake_look },
};
