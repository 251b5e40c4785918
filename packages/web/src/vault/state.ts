import { type Bytes, fromBase64Url, type VaultOwner, type RefusalKind, checkMasterKey, checkOwnKeys, setKeyDeriver, toBase64Url, type Vault } from '@onhook/vault';
import { client } from '../api/client.ts';
import { lockVault, recordVault, openVault, readMemory } from './key-session.ts';
import { deriveKeyInWorker } from './derive-key.ts';
import { noItems } from './no-items.ts';

setKeyDeriver(deriveKeyInWorker);


export type VaultState =
  | { readonly kind: 'offline' }
  | { readonly kind: 'failed' }
  | { readonly kind: 'refused'; readonly why: RefusalKind }
  | { readonly kind: 'none'; readonly owner: VaultOwner }
  /** The vault no longer exists, but this device has read it before. */
  | { readonly kind: 'gone'; readonly owner: VaultOwner }
  | { readonly kind: 'locked'; readonly owner: VaultOwner; readonly keys: Bytes }
  | { readonly kind: 'open'; readonly owner: VaultOwner; readonly keys: Bytes; readonly vault: Vault };

/** Reads the vault's state from the server, and whether the vault is unlocked here. */
export const readVaultState = async (person: string): Promise<VaultState> => {
  const reply = await client('GET /api/vault', { query: { since: noItems } });
  if (reply.kind === 'offline') return reply;
  if (reply.kind === 'refused') return { kind: 'failed' };
  const { centre, keys } = reply.value;
  // The person comes from this page, not from the server's reply: the server could name another.
  const owner = { centre, person };
  if (!keys) return { kind: (await readMemory(owner)).fingerprint === null ? 'none' : 'gone', owner };
  await recordVault(owner);
  const [sealed, card] = [fromBase64Url(keys.sealed), fromBase64Url(keys.card)];
  if (!sealed || !card) return { kind: 'refused', why: 'altered' };
  const vault = await openVault(owner);
  if (!vault) return { kind: 'locked', owner, keys: sealed };
  if ((await checkMasterKey(vault, sealed)) === 'renewed') {
    await lockVault(vault);
    return { kind: 'locked', owner, keys: sealed };
  }
  const refusal = await checkOwnKeys(vault, card);
  return refusal ? { kind: 'refused', why: refusal.kind } : { kind: 'open', owner, keys: sealed, vault };
};

/** Uploads new keys to the server. `card` contains the public keys with which others encrypt shares. */
export const putKeys = async (keys: Bytes, version: number, card: Bytes): Promise<'done' | 'offline' | 'failed'> => {
  const body = { version, sealed: toBase64Url(keys), card: toBase64Url(card), head: null };
  const reply = await client('POST /api/vault/keys', { body });
  return reply.kind === 'ok' ? 'done' : reply.kind === 'offline' ? 'offline' : 'failed';
};

/** Deletes the vault and all its items on the server, and takes back everything that was shared. */
export const deleteVault = async (): Promise<'done' | 'offline' | 'failed'> => {
  const reply = await client('DELETE /api/vault');
  return reply.kind === 'ok' ? 'done' : reply.kind === 'offline' ? 'offline' : 'failed';
};
