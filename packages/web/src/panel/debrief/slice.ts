import type { Slice } from '../kept/index.ts';

/** What is being written to somebody; a call may come in the middle of a word. */
export const viewDraftSlice: Slice<string> = { name: 'view-draft', nothing: '' };
