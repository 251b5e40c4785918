import { byMonth, datedList, onePurpose, slice } from '../../../local-store/slice.ts';
import { m } from '../../../generated/messages/messages.js';

/** Unfinished message to somebody, kept because a call may interrupt the writing. */
export const viewDraftSlice = slice<string>({ name: 'view-draft', initial: '', private: 'device' });

/** Unfinished note: the talk it belongs to, and its text so far. */
interface NoteDraft {
  readonly request: string;
  readonly text: string;
}

/** Unfinished answer to a text that somebody shared: the request it belongs to, and its text so far. */
export const answerDraftSlice = slice<NoteDraft>({ name: 'answer-draft', initial: { request: '', text: '' }, private: 'device' });

export const noteDraftSlice = slice<NoteDraft>({ name: 'note-draft', initial: { request: '', text: '' }, private: 'device' });

/** Writer's copy of a note. It is needed because a writer can't open a share that is sealed for another person. */
export interface OwnNote {
  /** Share made of the note. */
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
