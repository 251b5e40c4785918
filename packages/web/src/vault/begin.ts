import { client } from '../api/client.ts';
import { readSlice } from '../local-store/index.ts';
import { setSyncStatus } from './sync-status.ts';
import { noItems } from './no-items.ts';
import { thereSlice } from './there.ts';

/** Starts the vault for the person signed in at this page. For a person without a vault, none of its code is loaded. */
export const startVault = async (person: string): Promise<void> => {
  if ((await readSlice(person, thereSlice)) === null) {
    const reply = await client('GET /api/vault', { query: { since: noItems } });
    if (reply.kind !== 'ok') return;
    if (!reply.value.keys) return setSyncStatus({ kind: 'none', trouble: null });
  }
  const { keepPrivate } = await import('./private.ts');
  keepPrivate(person);
};
