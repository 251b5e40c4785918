import { m } from '../../../../generated/messages/messages.js';
import type { TechniqueWords } from './type.ts';

export const words: TechniqueWords<'move'> = {
  reach: { title: m.reset_reach },
  roll: { title: m.reset_roll },
  shake: { title: m.reset_shake },
  breathe: { title: m.reset_breathe },
};
