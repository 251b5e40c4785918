import { slice } from '../../../local-store/slice.ts';

/*
 * The stored reset, declared without what reads it: the panel asks whether one is running before it loads what runs it.
 * Readers spread a record and add their own `initial` and `restore`.
 */

/** The reset that is running. */
export const runRecord = slice<unknown>({ name: 'run', initial: null, private: 'device' });
/** The reset that was interrupted last, until it is taken up again. */
export const asideRecord = slice<unknown>({ name: 'run-aside', initial: null, private: 'device' });
