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
import { changeSlice, readSlice, type Slice, unsealAll } from '../local-store/index.ts';
import { vaultMarkerSlice } from './vault-marker.ts';
import { beforeReload } from '../design/reload.ts';
import { after } from '../design/schedule.ts';

/** The newest state of the vault that this device has read, with which a rollback to an older state is detected. */
const memorySlice: Slice<Memory | null> = { name: 'vault-memory', initial: null };
/** Keys of a vault that stays unlocked on this device. They are not extractable, not even by this code. */
const openSlice: Slice<StorableVault | null> = { name: 'vault-open', initial: null };
/** The device's own key, which encrypts data that is written while the vault is locked. */
const deviceKeySlice: Slice<DeviceKey | null> = { name: 'vault-device-key', initial: null };

export const readMemory = async (owner: VaultOwner): Promise<Memory> => (await readSlice(owner.person, memorySlice)) ?? newMemory(owner);

/** Stores the memory. A newer state that another window has stored meanwhile stays. */
export const saveMemory = async (memory: Memory): Promise<void> => {
  await changeSlice(memory.place.person, memorySlice, (stored) => (stored ? mergeMemories(stored, memory) : memory));
};

/** Records that the person has a vault. From then on, their private data is stored encrypted in this browser. */
export const recordVault = async ({ centre, person }: VaultOwner): Promise<void> => {
  if ((await readSlice(person, vaultMarkerSlice)) !== centre) await changeSlice(person, vaultMarkerSlice, () => centre);
};

export const deviceKeyOf = async (person: string): Promise<DeviceKey> => {
  const stored = await readSlice(person, deviceKeySlice);
  if (stored) return stored;
  const created = await newDeviceKey();
  // Another window may have stored a key meanwhile.
  const winner = await changeSlice(person, deviceKeySlice, (other) => other ?? created);
  return winner ?? created;
};

const open = new Map<string, Vault>();
const lockListeners = new Set<(person: string) => void>();

/** Calls `listener` when a vault was unlocked or locked in any window of this browser. Returns a function that stops this. */
export const onLockChange = (listener: (person: string) => void): (() => void) => {
  lockListeners.add(listener);
  return () => void lockListeners.delete(listener);
};

const notifyLockChange = (person: string): void => {
  for (const listener of [...lockListeners]) listener(person);
};

type WindowMessage =
  | { readonly kind: 'ask'; readonly person: string }
  | { readonly kind: 'open'; readonly owner: VaultOwner; readonly kept: StorableVault }
  | { readonly kind: 'locked'; readonly person: string };

/** Channel to the other windows of this browser. A vault that is unlocked or locked in one window is unlocked or locked in all. */
const port = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('onhook:vault');

const announceOpen = (vault: Vault): void => {
  const kept = toStorableVault(vault);
  if (kept) port?.postMessage({ kind: 'open', owner: vault.owner, kept } satisfies WindowMessage);
};

const lockHere = (person: string): void => {
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
    notifyLockChange(data.owner.person);
  } else if (open.has(data.person)) {
    lockHere(data.person);
    notifyLockChange(data.person);
  }
});

/** Passes the unlocked vaults to the panel's service worker, which keeps them in memory while this page reloads itself. */
beforeReload(() => {
  for (const vault of open.values()) {
    const kept = toStorableVault(vault);
    if (kept) navigator.serviceWorker?.controller?.postMessage({ kind: 'open', owner: vault.owner, kept } satisfies WindowMessage);
  }
});

/** Time to wait for another window's answer, in milliseconds. A window that is not frozen answers within it. A later answer still unlocks the vault. */
const answerMs = 200;
const questions = new Map<string, Promise<void>>();

const askOthers = (person: string): Promise<void> => {
  const pending = questions.get(person);
  if (pending) return pending;
  port?.postMessage({ kind: 'ask', person } satisfies WindowMessage);
  const answered = new Promise<void>((resolve) => {
    const unsubscribe = onLockChange((of) => {
      if (of !== person) return;
      unsubscribe();
      resolve();
    });
    after(port ? answerMs : 0, resolve);
  });
  questions.set(person, answered);
  return answered;
};

/** Returns the unlocked vault, from this window, this device or another window. Null if the person has to unlock it. */
export const openVault = async (owner: VaultOwner): Promise<Vault | null> => {
  const here = open.get(owner.person);
  if (here) return here;
  const kept = await readSlice(owner.person, openSlice);
  const restored = kept && restoreVault(owner, kept);
  if (restored) {
    open.set(owner.person, restored);
    return restored;
  }
  await askOthers(owner.person);
  return open.get(owner.person) ?? null;
};

export const setUnlocked = (vault: Vault): void => {
  open.set(vault.owner.person, vault);
  announceOpen(vault);
  notifyLockChange(vault.owner.person);
};

export const staysUnlocked = async (person: string): Promise<boolean> => (await readSlice(person, openSlice)) !== null;

export const setStaysUnlocked = async (vault: Vault, stays: boolean): Promise<void> => {
  const kept = stays ? toStorableVault(vault) : null;
  await changeSlice(vault.owner.person, openSlice, () => kept);
};

export const lockVault = async (vault: Vault): Promise<void> => {
  const { person } = vault.owner;
  await setStaysUnlocked(vault, false);
  lockHere(person);
  port?.postMessage({ kind: 'locked', person } satisfies WindowMessage);
  notifyLockChange(person);
};

/** Replaces the vault's keys by renewed ones in every window of this browser. */
export const replaceOpen = async (next: Vault): Promise<void> => {
  const { person } = next.owner;
  // The new vault is stored first: on the message below, the other windows restore the stored one.
  await setStaysUnlocked(next, await staysUnlocked(person));
  lockHere(person);
  port?.postMessage({ kind: 'locked', person } satisfies WindowMessage);
  setUnlocked(next);
};

/** Locks this person's vault in every window of this browser and deletes the stored keys. For signing out. */
export const forgetKeys = async (person: string): Promise<void> => {
  await changeSlice(person, openSlice, () => null);
  lockHere(person);
  port?.postMessage({ kind: 'locked', person } satisfies WindowMessage);
  notifyLockChange(person);
};

/** Records that the vault no longer exists. Stores the data that can still be decrypted here unencrypted again, in this browser only. */
export const recordVaultGone = async (person: string): Promise<void> => {
  await unsealAll(person);
  await changeSlice(person, vaultMarkerSlice, () => null);
  await changeSlice(person, memorySlice, () => null);
  await changeSlice(person, openSlice, () => null);
  lockHere(person);
  port?.postMessage({ kind: 'locked', person } satisfies WindowMessage);
  notifyLockChange(person);
};
