import { client } from '../api/client.ts';
import { readSlice } from '../local-store/index.ts';
import { setSyncStatus } from './sync-status.ts';
import { noItems } from './no-items.ts';
import { vaultMarkerSlice } from './vault-marker.ts';

/** Starts to synchronise with the vault of the person signed in at this page. Loads the vault's code only for a person who has a vault. */
export const startVault = async (person: string): Promise<void> => {
  if ((await readSlice(person, vaultMarkerSlice)) === null) {
    const reply = await client('GET /api/vault', { query: { since: noItems } });
    if (reply.kind !== 'ok') return;
    if (!reply.value.keys) return setSyncStatus({ kind: 'none', trouble: null });
  }
  const { startSync } = await import('./private.ts');
  startSync(person);
};
