import { useSlice } from '../../../local-store/use-slice.ts';
import { answerDraftSlice } from './slice.ts';

/** The unfinished answer to a request, and how to change it. It outlasts a call, a reload and a lost session. */
export const useAnswerDraft = (person: string, request: string): readonly [string, (text: string) => void] => {
  const [draft, change] = useSlice(person, answerDraftSlice);
  return [draft?.request === request ? draft.text : '', (text) => change(() => ({ request, text }))];
};
