import { m } from '../../../../generated/messages/messages.js';
import type { TechniqueWords } from './type.ts';

export const words: TechniqueWords<'self-compassion'> = {
  'kind-colleague': {
    title: m.technique_kind_colleague,
    choices: {
      'hard-for-anybody': m.technique_kind_colleague_hard_for_anybody,
      'did-what-could': m.technique_kind_colleague_did_what_could,
      'not-alone': m.technique_kind_colleague_not_alone,
    },
  },
  'kind-self': { title: m.technique_kind_self, how: m.technique_kind_self_how },
};
