import { m } from '../../../../generated/messages/messages.js';
import type { TechniqueWords } from './type.ts';

export const words: TechniqueWords<'slow-breath'> = {
  'breath-pattern': {
    title: m.technique_breath_pattern,
    choices: {
      sigh: m.technique_breath_pattern_sigh,
      paced: m.technique_breath_pattern_paced,
      box: m.technique_breath_pattern_box,
    },
  },
  sigh: { title: m.technique_sigh },
  paced: { title: m.technique_paced },
  box: { title: m.technique_box },
};
