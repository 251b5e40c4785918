import { createValue } from '../../../design/value.ts';

/** Name that the floor is searched for; empty for the whole floor. Other rooms set it before they lead to the floor. */
export const floorFind = createValue('');
