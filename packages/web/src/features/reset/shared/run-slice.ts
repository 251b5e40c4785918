import { slice } from '../../../local-store/slice.ts';

/*
 * Stored reset, declared without the code that reads it, so that the panel can check for a running reset before loading
 * the code that runs it. Readers spread a record and add their own `initial` and `restore`.
 */

/** Reset that is running. */
export const runRecord = slice<unknown>({ name: 'run', initial: null, private: 'device' });
/** Reset that was interrupted last, until it is resumed. */
export const asideRecord = slice<unknown>({ name: 'run-aside', initial: null, private: 'device' });
