import { m } from '../../../../generated/messages/messages.js';
import type { TechniqueWords } from './type.ts';

export const words: TechniqueWords<'helped'> = {
  'helped-who': { title: m.technique_helped_who, how: m.technique_helped_who_how },
  'helped-how': { title: m.technique_helped_how, how: m.technique_helped_how_how },
};
