import { createValue } from '../value.ts';

/** Number of people who wait for an answer of this person. Shown in the title of the browser tab. */
export const waiting = createValue(0);
