import { client } from '../api/client.ts';
import { readKept } from '../local-store/index.ts';
import { stand } from './standing.ts';
import { noItems, thereSlice } from './there.ts';

/** Starts the vault for the person signed in at this page. For a person without a vault, none of its code is loaded. */
export const startVault = async (person: string): Promise<void> => {
  if ((await readKept(person, thereSlice)) === null) {
    const reply = await client('GET /api/vault', { query: { since: noItems } });
    if (reply.kind !== 'ok') return;
    if (!reply.value.keys) return stand({ kind: 'none', trouble: null });
  }
  const { keepPrivate } = await import('./private.ts');
  keepPrivate(person);
};
