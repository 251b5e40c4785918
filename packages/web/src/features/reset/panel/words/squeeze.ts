import { m } from '../../../../generated/messages/messages.js';
import type { TechniqueWords } from './type.ts';

export const words: TechniqueWords<'squeeze'> = {
  'squeeze-hands': { title: m.technique_squeeze_hands },
  'squeeze-arms': { title: m.technique_squeeze_arms },
  'squeeze-shoulders': { title: m.technique_squeeze_shoulders },
};
