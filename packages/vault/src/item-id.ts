import { concat, framedText, randomBytes, toBase64Url } from './bytes.ts';
import { keyedName } from './key-derivation.ts';
import type { Purpose } from './purposes.ts';
import { namingKey, secretsOf, type Vault } from './unlocked-vault.ts';

declare const brand: unique symbol;
/** Identifier of one item. It reveals nothing of the content, and belongs to one purpose. */
export type ItemId<P extends Purpose = Purpose> = string & { readonly [brand]: P };

/** Creates a random identifier for a new item. */
export const newItemId = <P extends Purpose>(_purpose: P): ItemId<P> => toBase64Url(randomBytes(16)) as ItemId<P>;

/**
 * Computes the identifier of an item with a fixed name. It is the same on every device of the person, and the server cannot
 * compute it.
 *
 * @returns null when the vault is locked
 * @example
 * const pins = await itemIdFor(vault, 'pins', 'pins');
 */
export const itemIdFor = async <P extends Purpose>(vault: Vault, purpose: P, name: string): Promise<ItemId<P> | null> => {
  const secrets = secretsOf(vault);
  if (!secrets) return null;
  const id = await keyedName(namingKey(secrets), concat(framedText(purpose), framedText(name)));
  return toBase64Url(id.slice(0, 16)) as ItemId<P>;
};
