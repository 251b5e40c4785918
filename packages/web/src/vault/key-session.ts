import {
  type DeviceKey,
  type StorableVault,
  toStorableVault,
  mergeMemories,
  lock,
  type Memory,
  newDeviceKey,
  newMemory,
  type VaultOwner,
  restoreVault,
  type Vault,
} from '@onhook/vault';
import { changeSlice, readSlice, type Slice, unseal } from '../local-store/index.ts';
import { thereSlice } from './there.ts';
import { beforeReload } from '../design/reload.ts';
import { after } from '../design/schedule.ts';

/** The newest state of the vault that this device has seen, so that an older state is detected. */
const memorySlice: Slice<Memory | null> = { name: 'vault-memory', initial: null };
/** The keys of a vault that stays unlocked on this device; they can't be extracted, not even by this code. */
const openSlice: Slice<StorableVault | null> = { name: 'vault-open', initial: null };
/** The device's own key, for data that is written while the vault is locked. */
const deviceKeySlice: Slice<DeviceKey | null> = { name: 'vault-device-key', initial: null };

export const readMemory = async (owner: VaultOwner): Promise<Memory> => (await readSlice(owner.person, memorySlice)) ?? newMemory(owner);

/** Stores the memory, and never loses a newer state that another window has stored meanwhile. */
export const keepMemory = async (memory: Memory): Promise<void> => {
  await changeSlice(memory.place.person, memorySlice, (known) => (known ? mergeMemories(known, memory) : memory));
};

/** Records that the person has a vault; from then on none of their private data is stored unencrypted in this browser. */
export const noteThere = async ({ centre, person }: VaultOwner): Promise<void> => {
  if ((await readSlice(person, thereSlice)) !== centre) await changeSlice(person, thereSlice, () => centre);
};

export const deviceKeyOf = async (person: string): Promise<DeviceKey> => {
  const known = await readSlice(person, deviceKeySlice);
  if (known) return known;
  const made = await newDeviceKey();
  const kept = await changeSlice(person, deviceKeySlice, (other) => other ?? made);
  return kept ?? made;
};

const open = new Map<string, Vault>();
const lockListeners = new Set<(person: string) => void>();

/** Calls `hear` when a vault was opened or locked, here or in another window of this browser; returns how to stop. */
export const whenTurned = (listener: (person: string) => void): (() => void) => {
  lockListeners.add(listener);
  return () => void lockListeners.delete(listener);
};

const turned = (person: string): void => {
  for (const listener of [...lockListeners]) listener(person);
};

type WindowMessage =
  | { readonly kind: 'ask'; readonly person: string }
  | { readonly kind: 'open'; readonly owner: VaultOwner; readonly kept: StorableVault }
  | { readonly kind: 'locked'; readonly person: string };

/** Channel to the other windows of this browser: a vault that is opened or locked in one is opened or locked in all. */
const port = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('onhook:vault');

const announceOpen = (vault: Vault): void => {
  const kept = toStorableVault(vault);
  if (kept) port?.postMessage({ kind: 'open', owner: vault.owner, kept } satisfies WindowMessage);
};

const drop = (person: string): void => {
  const vault = open.get(person);
  open.delete(person);
  if (vault) lock(vault);
};

port?.addEventListener('message', ({ data }: MessageEvent<WindowMessage>) => {
  if (data.kind === 'ask') {
    const vault = open.get(data.person);
    if (vault) announceOpen(vault);
  } else if (data.kind === 'open') {
    if (open.has(data.owner.person)) return;
    const vault = restoreVault(data.owner, data.kept);
    if (!vault) return;
    open.set(data.owner.person, vault);
    turned(data.owner.person);
  } else if (open.has(data.person)) {
    drop(data.person);
    turned(data.person);
  }
});

/** Asks the panel's service worker to keep the open vaults in memory for the moment in which this page reloads itself. */
beforeReload(() => {
  for (const vault of open.values()) {
    const kept = toStorableVault(vault);
    if (kept) navigator.serviceWorker?.controller?.postMessage({ kind: 'open', owner: vault.owner, kept } satisfies WindowMessage);
  }
});

/** Wait for an answer from another window, in milliseconds: long enough for a window that is awake. Later answers count too. */
const answerMs = 200;
const asked = new Map<string, Promise<void>>();

const askOthers = (person: string): Promise<void> => {
  const known = asked.get(person);
  if (known) return known;
  port?.postMessage({ kind: 'ask', person } satisfies WindowMessage);
  const answered = new Promise<void>((resolve) => {
    const leave = whenTurned((of) => {
      if (of !== person) return;
      leave();
      resolve();
    });
    after(port ? answerMs : 0, resolve);
  });
  asked.set(person, answered);
  return answered;
};

/** Returns the open vault; null if it must be unlocked. */
export const openVault = async (owner: VaultOwner): Promise<Vault | null> => {
  const here = open.get(owner.person);
  if (here) return here;
  const kept = await readSlice(owner.person, openSlice);
  const revived = kept && restoreVault(owner, kept);
  if (revived) {
    open.set(owner.person, revived);
    return revived;
  }
  await askOthers(owner.person);
  return open.get(owner.person) ?? null;
};

export const holdOpen = (vault: Vault): void => {
  open.set(vault.owner.person, vault);
  announceOpen(vault);
  turned(vault.owner.person);
};

export const staysOpen = async (person: string): Promise<boolean> => (await readSlice(person, openSlice)) !== null;

export const stayOpen = async (vault: Vault, stays: boolean): Promise<void> => {
  const kept = stays ? toStorableVault(vault) : null;
  await changeSlice(vault.owner.person, openSlice, () => kept);
};

export const close = async (vault: Vault): Promise<void> => {
  const { person } = vault.owner;
  await stayOpen(vault, false);
  drop(person);
  port?.postMessage({ kind: 'locked', person } satisfies WindowMessage);
  turned(person);
};

/** Puts renewed keys in place of those before, in every window of this browser. */
export const replaceOpen = async (next: Vault): Promise<void> => {
  const { person } = next.owner;
  // Windows that hear of the lock look for a stored vault, so the new one is stored first.
  await stayOpen(next, await staysOpen(person));
  drop(person);
  port?.postMessage({ kind: 'locked', person } satisfies WindowMessage);
  holdOpen(next);
};

/** Locks this person's vault in every window of this browser, and drops the keys that keep it unlocked. For signing out. */
export const forgetKeys = async (person: string): Promise<void> => {
  await changeSlice(person, openSlice, () => null);
  drop(person);
  port?.postMessage({ kind: 'locked', person } satisfies WindowMessage);
  turned(person);
};

/** Records that the vault no longer exists. Data that can still be decrypted here is stored unencrypted again, in this browser only. */
export const noteGone = async (person: string): Promise<void> => {
  await unseal(person);
  await changeSlice(person, thereSlice, () => null);
  await changeSlice(person, memorySlice, () => null);
  await changeSlice(person, openSlice, () => null);
  drop(person);
  port?.postMessage({ kind: 'locked', person } satisfies WindowMessage);
  turned(person);
};
