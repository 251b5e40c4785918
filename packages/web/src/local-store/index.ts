/**
 * The data that this browser stores per person, because desks are shared: answers and texts of resets, taps, the carry list,
 * preferences. Each room owns a slice of it. Private slices are encrypted once the person has a vault, in this browser too, and
 * leave it only encrypted (web/src/vault).
 */
import { beforeReload } from '../design/reload.ts';
import { createChannel } from './channel.ts';
import { createDisk } from './disk.ts';
import type { Seals } from './sealed-disk.ts';
import { privateSlices, privacyOf, type Slice, vaultSlices } from './slice.ts';
import { type Watcher, createLocalStore } from './store.ts';
import { createVaultDisk } from './vault-disk.ts';

export type { Slice } from './slice.ts';

let refusedOnce = false;
const refusalListeners = new Set<() => void>();

let loadSeals: () => Promise<Seals> = () => Promise.reject(new Error('nothing to seal with'));
const privateWriteListeners = new Set<(person: string) => void>();

const disk = createVaultDisk({
  disk: createDisk(),
  seals: () => loadSeals(),
  privacyOf,
  privateSlices,
  wrote: (person) => {
    for (const listener of privateWriteListeners) listener(person);
  },
});

/** Resolves in a later task, because a browser paints after an input before it runs one. */
const rest = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });

const channel = createChannel();
channel.listen((person, name) => disk.turned(person, name));

const store = createLocalStore({
  disk,
  channel,
  rest,
  refused: () => {
    refusedOnce = true;
    for (const listener of refusalListeners) listener();
    refusalListeners.clear();
  },
});

document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') store.wake();
});

// The latest input may still be on its way to the disk; it must be written before a reload.
addEventListener('pagehide', () => store.flush());
beforeReload(() => store.settled());

export const readSlice = <Value>(person: string, slice: Slice<Value>): Promise<Value> => store.read(person, slice);

/**
 * Changes a slice, here at once and then on the disk, where no other window's change is lost. A browser that keeps
 * nothing does not stop anybody: the change is then good until the window closes.
 *
 * @param change must be pure: it may run more than once
 */
export const changeSlice = <Value>(person: string, slice: Slice<Value>, change: (value: Value) => Value): Promise<Value> =>
  store.change(person, slice, change);

/** Tells the value as soon as it is known, and whenever it changes, here or in another window. */
export const watchSlice = <Value>(person: string, slice: Slice<Value>, watcher: Watcher<Value>): (() => void) =>
  store.watch(person, slice, watcher);

/** Returns the value in memory without waiting; null while it has not been read. */
export const peekSlice = <Value>(person: string, slice: Slice<Value>): { readonly value: Value } | null =>
  store.peek(person, slice);

/** True for slices that are not the agent's own words or taps and that are still needed after those are deleted. */
const isNotTheirs = (name: string): boolean => name === 'outbox' || name.startsWith('vault-');

/** Deletes this person's data in this browser, after running each slice's `beforeDelete`. The outbox and the vault's own slices stay. */
export const deleteSlices = async (person: string): Promise<void> => {
  for (const slice of await vaultSlices()) await slice.beforeDelete?.(person, await store.read(person, slice));
  await store.deleteAll(person, isNotTheirs);
};

/**
 * Deletes everything of this person in this browser, without telling the vault, and the last view of the panel. The vault must be
 * locked. What has not reached it is lost.
 */
export const emptyBrowser = async (person: string): Promise<void> => {
  await store.deleteAll(person, () => false);
  await store.deleteAll('', (name) => name !== 'last-view');
};

/** Sets how the page loads its encryption. To be called before anything is read; the code is loaded only for a person with a vault. */
export const sealWith = (load: () => Promise<Seals>): void => void (loadSeals = load);

/** Calls `hear` whenever private data has been written and encrypted here. */
export const whenPrivateWritten = (listener: (person: string) => void): void => void privateWriteListeners.add(listener);

/** Reads everything again, because the vault was opened or locked and different data can be decrypted now. */
export const readAgain = (): void => store.wake();

export const mergePending = (person: string, into: (name: string, value: unknown) => Promise<void>): Promise<void> =>
  disk.mergePending(person, into);

export const encryptExisting = (person: string): Promise<void> => disk.encryptExisting(person);

/** Calls `tell` once when this browser refuses to store something, or at once if it already has; returns how to stop. */
export const whenRefused = (listener: () => void): (() => void) => {
  if (refusedOnce) listener();
  else refusalListeners.add(listener);
  return () => void refusalListeners.delete(listener);
};

export const unseal = (person: string): Promise<void> => disk.unseal(person);
