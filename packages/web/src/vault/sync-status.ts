import type { VaultUnavailable } from './vault-client.ts';

/** State of the person's private data in this browser. */
export interface SyncStatus {
  readonly kind: 'unknown' | 'none' | 'locked' | 'open';
  /** The reason why this browser cannot synchronise with the vault; null if it can. */
  readonly trouble: VaultUnavailable | null;
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
