export { notesSlice, type OwnNote } from './slice.ts';
