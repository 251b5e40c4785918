import { type Bytes, fromBase64Url, type VaultOwner, type RefusalKind, checkMasterKey, checkOwnKeys, setKeyDeriver, toBase64Url, type Vault } from '@onhook/vault';
import { client } from '../api/client.ts';
import { close, noteThere, openVault, readMemory } from './key-session.ts';
import { stretchAside } from './stretcher.ts';
import { noItems } from './no-items.ts';

setKeyDeriver(stretchAside);


export type VaultState =
  | { readonly kind: 'offline' }
  | { readonly kind: 'failed' }
  | { readonly kind: 'refused'; readonly why: RefusalKind }
  | { readonly kind: 'none'; readonly owner: VaultOwner }
  /** The vault no longer exists, but existed when this device last looked. */
  | { readonly kind: 'gone'; readonly owner: VaultOwner }
  | { readonly kind: 'locked'; readonly owner: VaultOwner; readonly keys: Bytes }
  | { readonly kind: 'open'; readonly owner: VaultOwner; readonly keys: Bytes; readonly vault: Vault };

/** Looks up the vault on the server and returns its state, including whether it is open here. */
export const look = async (person: string): Promise<VaultState> => {
  const reply = await client('GET /api/vault', { query: { since: noItems } });
  if (reply.kind === 'offline') return reply;
  if (reply.kind === 'refused') return { kind: 'failed' };
  const { centre, keys } = reply.value;
  // The owner's id comes from this page and not from the server's reply.
  const owner = { centre, person };
  if (!keys) return { kind: (await readMemory(owner)).fingerprint === null ? 'none' : 'gone', owner };
  await noteThere(owner);
  const [sealed, card] = [fromBase64Url(keys.sealed), fromBase64Url(keys.card)];
  if (!sealed || !card) return { kind: 'refused', why: 'altered' };
  const vault = await openVault(owner);
  if (!vault) return { kind: 'locked', owner, keys: sealed };
  if ((await checkMasterKey(vault, sealed)) === 'renewed') {
    await close(vault);
    return { kind: 'locked', owner, keys: sealed };
  }
  const wrong = await checkOwnKeys(vault, card);
  return wrong ? { kind: 'refused', why: wrong.kind } : { kind: 'open', owner, keys: sealed, vault };
};

/** Uploads new keys to the server; `card` has the public keys to which others will seal. */
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
