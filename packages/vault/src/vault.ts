import { type Bytes, random } from './bytes.ts';
import { isSameCard, readCard } from './card.ts';
import { canSeal, newIdentity, openWith, wipe } from './identity.ts';
import { type Keys, openIdentity, readKeys, sealKeys } from './keys.ts';
import { type Memory, refuseKeys, rememberKeys } from './memory.ts';
import type { PasskeySecret } from './passkey.ts';
import type { Place } from './place.ts';
import { askedGroups, isGroup, newRecoveryKey, type RecoveryKey } from './recovery-key.ts';
import { refuse, type Refusal } from './refusal.ts';
import { importMaster } from './sealing.ts';
import type { Passphrase } from './stretch.ts';
import type { Vault } from './unlocked.ts';
import { isOpenedBy, type Secret, unwrapMaster, type Wrap, wrapMaster } from './wraps.ts';

/** New keys, for the server; `memory` is to be kept once it has taken them. */
export interface NewKeys {
  readonly kind: 'keys';
  readonly keys: Bytes;
  readonly version: number;
  readonly memory: Memory;
}

/** A recovery key that is shown now and never again, and has to be typed back in part before anything becomes of it. */
export interface ToConfirm<Done> {
  readonly kind: 'to-confirm';
  readonly recoveryKey: RecoveryKey;
  /** Which two groups are asked for, counted from 0. */
  readonly asked: readonly [number, number];
  confirm(typed: readonly [string, string]): Promise<Done | { readonly kind: 'not-the-same'; readonly groups: readonly number[] }>;
}

const toConfirm = <Done>(recoveryKey: RecoveryKey, done: () => Promise<Done>): ToConfirm<Done> => {
  const asked = askedGroups();
  return {
    kind: 'to-confirm',
    recoveryKey,
    asked,
    confirm: async (typed) => {
      const groups = asked.filter((group, n) => !isGroup(typed[n]!, recoveryKey[group]));
      return groups.length > 0 ? { kind: 'not-the-same', groups } : done();
    },
  };
};

export interface Made extends Omit<NewKeys, 'kind'> {
  readonly kind: 'made';
  readonly vault: Vault;
}

/** Makes a vault, which begins to exist when its recovery key has been typed back. */
export const prepareVault = async (place: Place, passphrase: Passphrase, memory: Memory): Promise<ToConfirm<Made> | Refusal> => {
  if (!(await canSeal())) return refuse('cannot-seal-here');
  const { card, identity } = await newIdentity(place);
  const master = random(32);
  const recoveryKey = newRecoveryKey();
  const wraps = [
    await wrapMaster(place, card.fingerprint, { kind: 'passphrase', passphrase }, master),
    await wrapMaster(place, card.fingerprint, { kind: 'recovery-key', key: recoveryKey }, master),
  ];
  const version = memory.keysVersion + 1;
  const keys = await sealKeys(place, { version, card, wraps }, await importMaster(master), identity);
  const vault = await openWith(place, card, master, identity);
  return toConfirm(recoveryKey, async () => ({ kind: 'made', keys, version, vault, memory: rememberKeys(memory, version, card) }));
};

interface Inside {
  readonly kind: 'inside';
  readonly keys: Keys;
  readonly master: Bytes;
  readonly identity: { readonly agree: Bytes; readonly sign: Bytes };
}

const goInside = async (place: Place, bytes: Bytes, secret: Secret, memory: Memory): Promise<Inside | Refusal> => {
  if (!(await canSeal())) return refuse('cannot-seal-here');
  const read = await readKeys(place, bytes);
  if (read.kind !== 'keys') return read;
  const { keys } = read;
  const wrong = refuseKeys(memory, keys.version, keys.card);
  if (wrong) return wrong;
  const wrap = keys.wraps.find((one) => isOpenedBy(one, secret));
  if (!wrap) return refuse('wrong-passkey');
  const master = await unwrapMaster(place, keys.card.fingerprint, wrap, secret);
  if (master.kind !== 'master') return master;
  const opened = await openIdentity(place, keys, await importMaster(master.bytes));
  if (opened.kind === 'identity') return { kind: 'inside', keys, master: master.bytes, identity: opened.identity };
  wipe(master.bytes);
  return opened;
};

export type Unlocked = { readonly kind: 'unlocked'; readonly vault: Vault; readonly memory: Memory } | Refusal;

/** Opens a vault by any of its secrets, on a device that knows it or on a new one. */
export const unlock = async (place: Place, keys: Bytes, secret: Secret, memory: Memory): Promise<Unlocked> => {
  const inside = await goInside(place, keys, secret, memory);
  if (inside.kind !== 'inside') return inside;
  const { version, card } = inside.keys;
  const vault = await openWith(place, card, inside.master, inside.identity);
  return { kind: 'unlocked', vault, memory: rememberKeys(memory, version, card) };
};

/** Rewraps the master key; nothing that was sealed under it changes. */
const rewrap = async (
  place: Place,
  bytes: Bytes,
  secret: Secret,
  memory: Memory,
  change: (wraps: readonly Wrap[], wrap: (next: Secret) => Promise<Wrap>) => Promise<readonly Wrap[]>,
): Promise<NewKeys | Refusal> => {
  const inside = await goInside(place, bytes, secret, memory);
  if (inside.kind !== 'inside') return inside;
  const { master, identity } = inside;
  const { card, wraps, version: before } = inside.keys;
  const next = await change(wraps, (to) => wrapMaster(place, card.fingerprint, to, master));
  const version = before + 1;
  const keys = await sealKeys(place, { version, card, wraps: next }, await importMaster(master), identity);
  wipe(master, identity.agree, identity.sign);
  return { kind: 'keys', keys, version, memory: rememberKeys(memory, version, card) };
};

const replaced = (wraps: readonly Wrap[], next: Wrap): readonly Wrap[] => [
  ...wraps.filter((wrap) => wrap.kind !== next.kind || wrap.credential !== next.credential),
  next,
];

/** `secret` is the old passphrase, or the recovery key of somebody who has forgotten it. */
export const changePassphrase = (place: Place, keys: Bytes, secret: Secret, passphrase: Passphrase, memory: Memory): Promise<NewKeys | Refusal> =>
  rewrap(place, keys, secret, memory, async (wraps, wrap) => replaced(wraps, await wrap({ kind: 'passphrase', passphrase })));

/** A new recovery key; the old one opens nothing that is written from then on. */
export const renewRecoveryKey = async (place: Place, keys: Bytes, secret: Secret, memory: Memory): Promise<ToConfirm<NewKeys> | Refusal> => {
  const key = newRecoveryKey();
  const next = await rewrap(place, keys, secret, memory, async (wraps, wrap) => replaced(wraps, await wrap({ kind: 'recovery-key', key })));
  return next.kind === 'keys' ? toConfirm(key, async () => next) : next;
};

/** Lets a passkey open the vault too. */
export const addPasskey = (
  place: Place,
  keys: Bytes,
  secret: Secret,
  passkey: { readonly credential: string; readonly secret: PasskeySecret },
  memory: Memory,
): Promise<NewKeys | Refusal> =>
  rewrap(place, keys, secret, memory, async (wraps, wrap) => replaced(wraps, await wrap({ kind: 'passkey', ...passkey })));

/** No passkey opens what is written from then on: one that is lost cannot be told from the others by its name. */
export const removePasskeys = (place: Place, keys: Bytes, secret: Secret, memory: Memory): Promise<NewKeys | Refusal> =>
  rewrap(place, keys, secret, memory, async (wraps) => wraps.filter(({ kind }) => kind !== 'passkey'));

/** Which passkeys are said to open a vault; to be asked before it is. */
export const passkeysOf = async (place: Place, bytes: Bytes): Promise<readonly string[]> => {
  const read = await readKeys(place, bytes);
  return read.kind === 'keys' ? read.keys.wraps.filter(({ kind }) => kind === 'passkey').map(({ credential }) => credential) : [];
};

/** Looks at what others are given as this person's card. */
export const refuseOwnCard = async (vault: Vault, published: Bytes): Promise<Refusal | null> => {
  const read = await readCard(vault.place, published);
  return read.kind === 'card' && isSameCard(read.card, vault.card) ? null : refuse('own-key-swapped');
};
