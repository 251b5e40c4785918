import type { NotNow } from './box.ts';

/** State of the person's private data in this browser. */
export interface Standing {
  readonly kind: 'unknown' | 'none' | 'locked' | 'open';
  /** The reason why this browser and the vault differ; null if they are equal or soon will be. */
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
