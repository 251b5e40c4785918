import { m } from '../../../../generated/messages/messages.js';
import type { TechniqueWords } from './type.ts';

export const words: TechniqueWords<'water'> = {
  'water-drink': { title: m.technique_water_drink, how: m.technique_water_drink_how },
  'water-note': { title: m.technique_water_note, how: m.technique_water_note_how },
};
