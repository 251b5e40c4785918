import { m } from '../../../generated/messages/messages.js';

export const scale = [1, 2, 3, 4, 5] as const;

const words = [m.reset_tight_1, m.reset_tight_2, m.reset_tight_3, m.reset_tight_4, m.reset_tight_5];

/** Returns the word for a level on the scale from 1 (tight) to 5 (loose). */
export const tightness = (level: number): string => (words[level - 1] ?? m.reset_tight_3)();
