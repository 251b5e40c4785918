import { byMonth, datedList, onePurpose, slice } from '../../../local-store/slice.ts';
import { m } from '../../../generated/messages/messages.js';

/** What is being written to somebody; a call may come in the middle of a word. */
export const viewDraftSlice = slice<string>({ name: 'view-draft', initial: '', private: 'device' });

/** The same, of a note: the talk it belongs to, and its text so far. */
interface NoteDraft {
  readonly request: string;
  readonly text: string;
}

export const noteDraftSlice = slice<NoteDraft>({ name: 'note-draft', initial: { request: '', text: '' }, private: 'device' });

/** A note as its writer keeps it: what is sealed for another cannot be opened by who sealed it. */
export interface OwnNote {
  /** The share that was made of it. */
  readonly id: string;
  readonly at: number;
  readonly text: string;
}

export const notesSlice = slice<readonly OwnNote[]>({
  name: 'debrief-notes',
  initial: [],
  private: 'vault',
  ...datedList<OwnNote>(),
  group: byMonth,
  ...onePurpose('debrief-note'),
  text: (all, when) => [{ title: m.debrief_notes(), lines: all.map(({ at, text }) => `**${when(at)}** ${text}`) }],
});
