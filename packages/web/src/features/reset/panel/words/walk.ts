import { m } from '../../../../generated/messages/messages.js';
import type { TechniqueWords } from './type.ts';

export const words: TechniqueWords<'walk'> = {
  'walk-lap': { title: m.technique_walk_lap, how: m.technique_walk_lap_how },
};
