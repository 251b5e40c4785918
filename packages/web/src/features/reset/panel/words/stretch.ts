import { m } from '../../../../generated/messages/messages.js';
import type { TechniqueWords } from './type.ts';

export const words: TechniqueWords<'stretch'> = {
  'stretch-reach': { title: m.technique_stretch_reach },
  'stretch-side': { title: m.technique_stretch_side },
  'stretch-neck': { title: m.technique_stretch_neck },
  'stretch-roll': { title: m.technique_stretch_roll },
  'stretch-shake': { title: m.technique_stretch_shake },
};
