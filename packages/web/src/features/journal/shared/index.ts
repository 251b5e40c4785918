export { type JournalEntry, sinceMonday } from './entry.ts';
export { journalSlice } from './slice.ts';
export { writtenIn } from './words.ts';
