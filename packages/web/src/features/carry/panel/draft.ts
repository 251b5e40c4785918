import { beforeReload } from '../../../design/reload.ts';
import { changeSlice } from '../../../local-store/index.ts';
import { type CarryDraft, carryDraftSlice } from '../shared/slice.ts';

let unfinished: { readonly person: string; readonly draft: CarryDraft } | null = null;

// Windows share the store, so a draft is stored only when memory is about to go.
beforeReload(() => unfinished && changeSlice(unfinished.person, carryDraftSlice, () => unfinished?.draft ?? null));

/** Finds the text that this window's form left unfinished, because a call may interrupt the writing. Null when there is none. */
export const findDraft = (person: string, of: string): CarryDraft | null =>
  unfinished?.person === person && unfinished.draft.of === of ? unfinished.draft : null;

/** Holds an unfinished text in memory; null drops it. */
export const holdDraft = (person: string, draft: CarryDraft | null): void => {
  unfinished = draft && { person, draft };
};
