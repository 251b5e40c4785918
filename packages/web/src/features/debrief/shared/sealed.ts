/** Messages that two people write to each other in a debrief. The writer's browser seals them; only the other person can open them. */
import type { ShareId, ShareTerms } from '@onhook/vault';
import { sharing } from '../../../vault/index.ts';

export type NotShared = 'they-have-no-vault' | 'locked' | 'key-changed' | 'failed';
export type SharedThing = { readonly kind: 'shared'; readonly share: ShareId } | { readonly kind: NotShared };
export type OpenedThing = { readonly kind: 'opened'; readonly text: string } | { readonly kind: 'not-found' | NotShared };

/** Reduces an error of the vault to the few kinds shown in a debrief. In all of them nothing was sent or opened. */
const inShort = (kind: string): NotShared => {
  if (kind === 'they-have-no-vault' || kind === 'key-changed') return kind;
  return kind === 'locked' || kind === 'none' || kind === 'gone' ? 'locked' : 'failed';
};

const share = async (person: string, to: string, terms: Omit<ShareTerms, 'share'>, text: string): Promise<SharedThing> => {
  const shared = await sharing.share(person, to, terms, text);
  return shared.kind === 'shared' ? shared : { kind: inShort(shared.kind) };
};

const open = async (person: string, from: string, terms: ShareTerms): Promise<OpenedThing> => {
  const opened = await sharing.open(person, from, terms);
  if (opened.kind === 'opened' || opened.kind === 'not-found') return opened;
  return { kind: inShort(opened.kind) };
};

const viewTerms = (answers: ShareId | null) => ({ purpose: answers === null ? 'feedback-question' : 'feedback-answer', answers }) as const;

/** @param answers share that this one answers; null for a question */
export const shareView = (person: string, to: string, answers: ShareId | null, text: string): Promise<SharedThing> =>
  share(person, to, viewTerms(answers), text);

export const openView = (person: string, from: string, view: ShareId, answers: ShareId | null): Promise<OpenedThing> =>
  open(person, from, { share: view, ...viewTerms(answers) });

/** Returns the ids of the people for whom nothing can be sealed, because they have no vault; none of them while that is not known. */
export const peopleWithoutVault = async (): Promise<ReadonlySet<string>> => {
  const found = await sharing.people();
  return new Set(found.kind === 'people' ? found.people.filter(({ hasVault }) => !hasVault).map(({ person }) => person) : []);
};

const noteTerms = { purpose: 'debrief-note', answers: null } as const;

/** Seals a note together with its talk's id, so that the note can't be opened as part of another talk. */
export const shareNote = (person: string, to: string, request: string, text: string): Promise<SharedThing> =>
  share(person, to, noteTerms, JSON.stringify({ request, text }));

export const openNote = async (person: string, from: string, note: ShareId, request: string): Promise<OpenedThing> => {
  const opened = await open(person, from, { share: note, ...noteTerms });
  if (opened.kind !== 'opened') return opened;
  try {
    const inside = JSON.parse(opened.text) as { readonly request?: unknown; readonly text?: unknown };
    return inside.request === request && typeof inside.text === 'string' ? { kind: 'opened', text: inside.text } : { kind: 'failed' };
  } catch {
    return { kind: 'failed' };
  }
};

/** Takes a share back from the server, so that it can't be fetched any more. */
export const dropShare = async (of: ShareId): Promise<void> => void (await sharing.takeBack(of));
