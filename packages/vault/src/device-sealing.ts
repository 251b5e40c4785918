import { type Bytes, concat, randomBytes } from './bytes.ts';
import { maxContentBytes } from './padding.ts';
import type { VaultOwner } from './owner.ts';
import { refuse, type Refusal } from './refusal.ts';
import { importHkdfKey, open, type Opened, seal } from './sealing.ts';
import { secretsOf, type Vault } from './unlocked-vault.ts';

declare const brand: unique symbol;
/**
 * A key of this device alone, for what is written while the vault is locked. It cannot be read out of the browser; whoever can
 * use the browser can use it.
 */
export interface DeviceKey {
  readonly [brand]: 'DeviceKey';
}

export const newDeviceKey = async (): Promise<DeviceKey> => (await importHkdfKey(randomBytes(32))) as unknown as DeviceKey;

const keyOf = (by: Vault | DeviceKey): CryptoKey | null =>
  by instanceof CryptoKey ? by : (secretsOf(by as Vault)?.master ?? null);

/** One of so many pieces: none can be left out or change places. */
const binding = (place: VaultOwner, name: string, n: number, of: number) =>
  ({ format: 'here', place, thing: `${name} ${of}`, version: n + 1, purpose: 'here' }) as const;

export type SealedOnDevice = { readonly kind: 'sealed'; readonly pieces: readonly Bytes[] } | Refusal;

/** Seals what stays on this device, of any length. It is never handed to the server, and says nothing about older states. */
export const sealOnDevice = async (by: Vault | DeviceKey, place: VaultOwner, name: string, content: Bytes): Promise<SealedOnDevice> => {
  const key = keyOf(by);
  if (!key) return refuse('locked');
  const of = Math.max(1, Math.ceil(content.length / maxContentBytes));
  const piece = (n: number): Promise<Bytes> => seal(key, binding(place, name, n, of), content.slice(n * maxContentBytes, (n + 1) * maxContentBytes));
  return { kind: 'sealed', pieces: await Promise.all(Array.from({ length: of }, (_, n) => piece(n))) };
};

export const openOnDevice = async (by: Vault | DeviceKey, place: VaultOwner, name: string, pieces: readonly Bytes[]): Promise<Opened> => {
  const key = keyOf(by);
  if (!key) return refuse('locked');
  const opened = await Promise.all(pieces.map((piece, n) => open(key, binding(place, name, n, pieces.length), piece)));
  const contents: Bytes[] = [];
  for (const one of opened) {
    if (one.kind !== 'opened') return one;
    contents.push(one.content);
  }
  return { kind: 'opened', content: concat(...contents) };
};
