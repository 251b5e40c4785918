import { createClient } from '@onhook/contract/client';
import { readKept, type Slice } from '../panel/kept/index.ts';
import { thereName } from '../panel/kept/sealed-disk.ts';
import type { NotNow } from './box.ts';

/** Of which centre the vault is that this person is known to have. */
export const thereSlice: Slice<string | null> = { name: thereName, nothing: null };

/** How it stands with what is private here. */
export interface Standing {
  readonly kind: 'unknown' | 'none' | 'locked' | 'open';
  /** Why what is here and what is in the vault are not the same; null: they are, or soon will be. */
  readonly trouble: NotNow | null;
}

let standing: Standing = { kind: 'unknown', trouble: null };
const watchers = new Set<() => void>();

export const readStanding = (): Standing => standing;

export const watchStanding = (watcher: () => void): (() => void) => {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
};

export const stand = (next: Standing): void => {
  standing = next;
  for (const watcher of [...watchers]) watcher();
};

/** More than any list of everything is ever numbered: only the keys are wanted. */
export const noItems = '999999999';

/** For the person who is signed in at this page. Whoever has no vault loads nothing of it. */
export const begin = async (person: string): Promise<void> => {
  if ((await readKept(person, thereSlice)) === null) {
    const reply = await createClient()('GET /api/vault', { query: { since: noItems } });
    if (reply.kind !== 'ok') return;
    if (!reply.value.keys) return stand({ kind: 'none', trouble: null });
  }
  const { keepPrivate } = await import('./private.ts');
  keepPrivate(person);
};
