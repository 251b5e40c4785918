import { m } from '../../../../generated/messages/messages.js';
import type { TechniqueWords } from './type.ts';

export const words: TechniqueWords<'not-about-me'> = {
  'other-reasons': {
    title: m.technique_other_reasons,
    choices: {
      'long-road': m.technique_other_reasons_long_road,
      afraid: m.technique_other_reasons_afraid,
      'no-say': m.technique_other_reasons_no_say,
      rules: m.technique_other_reasons_rules,
      'unknown-to-me': m.technique_other_reasons_unknown_to_me,
    },
  },
  'their-side': { title: m.technique_their_side, how: m.technique_their_side_how },
};
