import type { NotNow } from './box.ts';

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
