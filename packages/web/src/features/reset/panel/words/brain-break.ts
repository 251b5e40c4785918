import { m } from '../../../../generated/messages/messages.js';
import type { TechniqueWords } from './type.ts';

export const words: TechniqueWords<'brain-break'> = {
  'break-play': { title: m.technique_break_play, how: m.technique_break_play_how },
};
