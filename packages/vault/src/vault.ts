import { type Bytes, randomBytes } from './bytes.ts';
import { isSameBundle, readPublicKeyBundle } from './public-key-bundle.ts';
import { isVaultSupported, generateKeys, importVault, type PrivateKeys, wipe } from './private-keys.ts';
import { type KeyRecord, openPrivateKeys, readKeyRecord, sealKeyRecord } from './key-record.ts';
import { type Memory, checkKeyRecord, rememberKeyRecord } from './memory.ts';
import type { PasskeySecret } from './passkey.ts';
import type { VaultOwner } from './owner.ts';
import { chooseAskedGroups, matchesGroup, newRecoveryKey, type RecoveryKey } from './recovery-key.ts';
import { refuse, type Refusal } from './refusal.ts';
import { importHkdfKey } from './sealing.ts';
import type { Passphrase } from './derive-key.ts';
import type { Vault } from './unlocked-vault.ts';
import { isOpenedBy, type Secret, openMasterKey, type KeySlot, sealMasterKey } from './key-slots.ts';

/** New keys, for the server; `memory` is to be kept once it has taken them. */
export interface NewKeyRecord {
  readonly kind: 'keys';
  readonly keys: Bytes;
  readonly version: number;
  readonly memory: Memory;
}

/** A recovery key that is shown now and never again, and has to be typed back in part before anything becomes of it. */
export interface RecoveryKeyConfirmation<Done> {
  readonly kind: 'to-confirm';
  readonly recoveryKey: RecoveryKey;
  /** Which two groups are asked for, counted from 0. */
  readonly askedGroups: readonly [number, number];
  confirm(typed: readonly [string, string]): Promise<Done | { readonly kind: 'not-the-same'; readonly groups: readonly number[] }>;
}

const toConfirm = <Done>(recoveryKey: RecoveryKey, done: () => Promise<Done>): RecoveryKeyConfirmation<Done> => {
  const asked = chooseAskedGroups();
  return {
    kind: 'to-confirm',
    recoveryKey,
    askedGroups: asked,
    confirm: async (typed) => {
      const groups = asked.filter((group, n) => !matchesGroup(typed[n]!, recoveryKey[group]));
      return groups.length > 0 ? { kind: 'not-the-same', groups } : done();
    },
  };
};

export interface CreatedVault extends Omit<NewKeyRecord, 'kind'> {
  readonly kind: 'created';
  readonly vault: Vault;
}

/** Makes a vault, which begins to exist when its recovery key has been typed back. */
export const prepareVault = async (place: VaultOwner, passphrase: Passphrase, memory: Memory): Promise<RecoveryKeyConfirmation<CreatedVault> | Refusal> => {
  if (!(await isVaultSupported())) return refuse('cannot-seal-here');
  const { card, identity } = await generateKeys(place);
  const master = randomBytes(32);
  const recoveryKey = newRecoveryKey();
  const wraps = [
    await sealMasterKey(place, card.fingerprint, { kind: 'passphrase', passphrase }, master),
    await sealMasterKey(place, card.fingerprint, { kind: 'recovery-key', key: recoveryKey }, master),
  ];
  const version = memory.keysVersion + 1;
  const keys = await sealKeyRecord(place, { version, publicKeys: card, slots: wraps }, await importHkdfKey(master), identity);
  const vault = await importVault(place, card, master, identity);
  return toConfirm(recoveryKey, async () => ({ kind: 'created', keys, version, vault, memory: rememberKeyRecord(memory, version, card) }));
};

interface Inside {
  readonly kind: 'inside';
  readonly keys: KeyRecord;
  readonly master: Bytes;
  readonly identity: PrivateKeys;
}

const goInside = async (place: VaultOwner, bytes: Bytes, secret: Secret, memory: Memory): Promise<Inside | Refusal> => {
  if (!(await isVaultSupported())) return refuse('cannot-seal-here');
  const read = await readKeyRecord(place, bytes);
  if (read.kind !== 'keys') return read;
  const { keys } = read;
  const wrong = checkKeyRecord(memory, keys.version, keys.publicKeys);
  if (wrong) return wrong;
  const wrap = keys.slots.find((one) => isOpenedBy(one, secret));
  if (!wrap) return refuse('wrong-passkey');
  const master = await openMasterKey(place, keys.publicKeys.fingerprint, wrap, secret);
  if (master.kind !== 'master') return master;
  const opened = await openPrivateKeys(place, keys, await importHkdfKey(master.bytes));
  if (opened.kind === 'identity') return { kind: 'inside', keys, master: master.bytes, identity: opened.identity };
  wipe(master.bytes);
  return opened;
};

export type Unlocked = { readonly kind: 'unlocked'; readonly vault: Vault; readonly memory: Memory } | Refusal;

/** Opens a vault by any of its secrets, on a device that knows it or on a new one. */
export const unlock = async (place: VaultOwner, keys: Bytes, secret: Secret, memory: Memory): Promise<Unlocked> => {
  const inside = await goInside(place, keys, secret, memory);
  if (inside.kind !== 'inside') return inside;
  const { version, publicKeys: card } = inside.keys;
  const vault = await importVault(place, card, inside.master, inside.identity);
  return { kind: 'unlocked', vault, memory: rememberKeyRecord(memory, version, card) };
};

/** Rewraps the master key; nothing that was sealed under it changes. */
const rewrap = async (
  place: VaultOwner,
  bytes: Bytes,
  secret: Secret,
  memory: Memory,
  change: (wraps: readonly KeySlot[], wrap: (next: Secret) => Promise<KeySlot>) => Promise<readonly KeySlot[]>,
): Promise<NewKeyRecord | Refusal> => {
  const inside = await goInside(place, bytes, secret, memory);
  if (inside.kind !== 'inside') return inside;
  const { master, identity } = inside;
  const { publicKeys: card, slots: wraps, version: before } = inside.keys;
  const next = await change(wraps, (to) => sealMasterKey(place, card.fingerprint, to, master));
  const version = before + 1;
  const keys = await sealKeyRecord(place, { version, publicKeys: card, slots: next }, await importHkdfKey(master), identity);
  wipe(master, identity.agreementKey, identity.signingKey);
  return { kind: 'keys', keys, version, memory: rememberKeyRecord(memory, version, card) };
};

const replaced = (wraps: readonly KeySlot[], next: KeySlot): readonly KeySlot[] => [
  ...wraps.filter((wrap) => wrap.kind !== next.kind || wrap.credential !== next.credential),
  next,
];

/** `secret` is the old passphrase, or the recovery key of somebody who has forgotten it. */
export const changePassphrase = (place: VaultOwner, keys: Bytes, secret: Secret, passphrase: Passphrase, memory: Memory): Promise<NewKeyRecord | Refusal> =>
  rewrap(place, keys, secret, memory, async (wraps, wrap) => replaced(wraps, await wrap({ kind: 'passphrase', passphrase })));

/** A new recovery key; the old one opens nothing that is written from then on. */
export const renewRecoveryKey = async (place: VaultOwner, keys: Bytes, secret: Secret, memory: Memory): Promise<RecoveryKeyConfirmation<NewKeyRecord> | Refusal> => {
  const key = newRecoveryKey();
  const next = await rewrap(place, keys, secret, memory, async (wraps, wrap) => replaced(wraps, await wrap({ kind: 'recovery-key', key })));
  return next.kind === 'keys' ? toConfirm(key, async () => next) : next;
};

/** Lets a passkey open the vault too. */
export const addPasskey = (
  place: VaultOwner,
  keys: Bytes,
  secret: Secret,
  passkey: { readonly credential: string; readonly secret: PasskeySecret },
  memory: Memory,
): Promise<NewKeyRecord | Refusal> =>
  rewrap(place, keys, secret, memory, async (wraps, wrap) => replaced(wraps, await wrap({ kind: 'passkey', ...passkey })));

/** No passkey opens what is written from then on: one that is lost cannot be told from the others by its name. */
export const removePasskeys = (place: VaultOwner, keys: Bytes, secret: Secret, memory: Memory): Promise<NewKeyRecord | Refusal> =>
  rewrap(place, keys, secret, memory, async (wraps) => wraps.filter(({ kind }) => kind !== 'passkey'));

/** Which passkeys are said to open a vault; to be asked before it is. */
export const passkeyCredentials = async (place: VaultOwner, bytes: Bytes): Promise<readonly string[]> => {
  const read = await readKeyRecord(place, bytes);
  return read.kind === 'keys' ? read.keys.slots.filter(({ kind }) => kind === 'passkey').map(({ credential }) => credential) : [];
};

/** Looks at what others are given as this person's card. */
export const checkOwnKeys = async (vault: Vault, published: Bytes): Promise<Refusal | null> => {
  const read = await readPublicKeyBundle(vault.owner, published);
  return read.kind === 'card' && isSameBundle(read.card, vault.publicKeys) ? null : refuse('own-key-swapped');
};
