import type { NotNow } from './vault-client.ts';

/** State of the person's private data in this browser. */
export interface SyncStatus {
  readonly kind: 'unknown' | 'none' | 'locked' | 'open';
  /** The reason why this browser and the vault differ; null if they are equal or soon will be. */
  readonly trouble: NotNow | null;
}

let status: SyncStatus = { kind: 'unknown', trouble: null };
const watchers = new Set<() => void>();

export const readSyncStatus = (): SyncStatus => status;

export const watchSyncStatus = (watcher: () => void): (() => void) => {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
};

export const setSyncStatus = (next: SyncStatus): void => {
  status = next;
  for (const watcher of [...watchers]) watcher();
};
