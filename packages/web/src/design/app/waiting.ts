import { createValue } from '../value.ts';

/** Number of people who wait for an answer of this person. Each page shows it in the title of its tab. */
export const waiting = createValue(0);
