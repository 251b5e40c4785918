import type { Slice } from '../../../local-store/index.ts';

/** What is being written to somebody; a call may come in the middle of a word. */
export const viewDraftSlice: Slice<string> = { name: 'view-draft', nothing: '' };

/** The same, of a note: the talk it belongs to, and its text so far. */
export const noteDraftSlice: Slice<{ readonly request: string; readonly text: string }> = {
  name: 'note-draft',
  nothing: { request: '', text: '' },
};

/** A note as its writer keeps it: what is sealed for another cannot be opened by who sealed it. */
export interface OwnNote {
  /** The share that was made of it. */
  readonly id: string;
  readonly at: number;
  readonly text: string;
}

export const notesSlice: Slice<readonly OwnNote[]> = { name: 'debrief-notes', nothing: [] };
