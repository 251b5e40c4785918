import { m } from '../../../../generated/messages/messages.js';
import type { TechniqueWords } from './type.ts';

export const words: TechniqueWords<'quiet'> = {
  'quiet-sit': { title: m.technique_quiet_sit },
};
