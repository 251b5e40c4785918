export { type Entry, journalSlice } from './slice.ts';
export { gradeWords, kindLabels, lineLabels, writtenIn } from './words.ts';
