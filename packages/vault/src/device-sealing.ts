import { type Bytes, concat } from './bytes.ts';
import type { DeviceKey } from './device-key.ts';
import type { VaultOwner } from './owner.ts';
import { maxContentBytes } from './padding.ts';
import { refuse, type Refusal } from './refusal.ts';
import { type Opened, openWithAny, seal } from './sealing.ts';
import { masterKeys, secretsOf, type Vault } from './unlocked-vault.ts';

/** The key to seal with, and then those that only open. */
const cryptoKeysOf = (key: Vault | DeviceKey): readonly CryptoKey[] => {
  if (key instanceof CryptoKey) return [key];
  const secrets = secretsOf(key as Vault);
  return secrets ? masterKeys(secrets) : [];
};

/** Binds a piece to its position and to the number of pieces. Stored records use the word "here". */
const binding = (owner: VaultOwner, name: string, index: number, count: number) =>
  ({ format: 'here', owner, name: `${name} ${count}`, version: index + 1, purpose: 'here' }) as const;

export type SealedOnDevice = { readonly kind: 'sealed'; readonly pieces: readonly Bytes[] } | Refusal;

/**
 * Encrypts content of any length that stays in this browser. An older state of it is not detected.
 *
 * @param name name of the record, which opens under no other name
 * @returns pieces of at most 1 MiB; `locked` when the vault is locked
 */
export const sealOnDevice = async (key: Vault | DeviceKey, owner: VaultOwner, name: string, content: Bytes): Promise<SealedOnDevice> => {
  const [cryptoKey] = cryptoKeysOf(key);
  if (!cryptoKey) return refuse('locked');
  const count = Math.max(1, Math.ceil(content.length / maxContentBytes));
  const sealPiece = (index: number): Promise<Bytes> =>
    seal(cryptoKey, binding(owner, name, index, count), content.slice(index * maxContentBytes, (index + 1) * maxContentBytes));
  return { kind: 'sealed', pieces: await Promise.all(Array.from({ length: count }, (_, index) => sealPiece(index))) };
};

/**
 * Decrypts the pieces that {@link sealOnDevice} made.
 *
 * @returns the whole content; a refusal when a piece is missing, moved or changed
 */
export const openOnDevice = async (key: Vault | DeviceKey, owner: VaultOwner, name: string, pieces: readonly Bytes[]): Promise<Opened> => {
  const cryptoKeys = cryptoKeysOf(key);
  if (cryptoKeys.length === 0) return refuse('locked');
  const opened = await Promise.all(pieces.map((piece, index) => openWithAny(cryptoKeys, binding(owner, name, index, pieces.length), piece)));
  const contents: Bytes[] = [];
  for (const piece of opened) {
    if (piece.kind !== 'opened') return piece;
    contents.push(piece.content);
  }
  return { kind: 'opened', content: concat(...contents) };
};
