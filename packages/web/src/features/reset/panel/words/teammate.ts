import { m } from '../../../../generated/messages/messages.js';
import type { TechniqueWords } from './type.ts';

export const words: TechniqueWords<'teammate'> = {
  'mate-find': { title: m.technique_mate_find },
  'mate-talk': { title: m.technique_mate_talk, how: m.technique_mate_talk_how },
  'mate-helped': {
    title: m.technique_mate_helped,
    choices: {
      'being-heard': m.technique_mate_helped_being_heard,
      'their-view': m.technique_mate_helped_their_view,
      'a-laugh': m.technique_mate_helped_a_laugh,
      'a-plan': m.technique_mate_helped_a_plan,
      'not-much': m.technique_mate_helped_not_much,
    },
  },
};
