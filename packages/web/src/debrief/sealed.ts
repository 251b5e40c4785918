/** What two people write to each other in a debrief: sealed here by one, opened by the other alone. */
import type { ShareId } from '@onhook/vault';
import { sharing } from '../vault/index.ts';

export type NotShared = 'they-have-no-vault' | 'locked' | 'key-changed' | 'failed';

/** In few words: whatever else was wrong, nothing was sent or opened. */
const inShort = (kind: string): NotShared => {
  if (kind === 'they-have-no-vault' || kind === 'key-changed') return kind;
  return kind === 'locked' || kind === 'none' || kind === 'gone' ? 'locked' : 'failed';
};

/** @param answers what it answers; null: it asks */
export const shareView = async (
  person: string,
  to: string,
  answers: ShareId | null,
  text: string,
): Promise<{ readonly kind: 'shared'; readonly share: ShareId } | { readonly kind: NotShared }> => {
  const terms = { purpose: answers === null ? 'feedback-question' : 'feedback-answer', answers } as const;
  const shared = await sharing.share(person, to, terms, text);
  return shared.kind === 'shared' ? shared : { kind: inShort(shared.kind) };
};

export const openView = async (
  person: string,
  from: string,
  share: ShareId,
  answers: ShareId | null,
): Promise<{ readonly kind: 'opened'; readonly text: string } | { readonly kind: 'not-found' | NotShared }> => {
  const terms = { share, purpose: answers === null ? 'feedback-question' : 'feedback-answer', answers } as const;
  const opened = await sharing.open(person, from, terms);
  if (opened.kind === 'opened' || opened.kind === 'not-found') return opened;
  return { kind: inShort(opened.kind) };
};
