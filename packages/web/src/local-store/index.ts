/**
 * Stores data in this browser, separately for each person, because desks are shared: answers and texts of resets, ratings, the carry list,
 * preferences. Each feature owns slices of it. Once the person has a vault, private slices are encrypted in this browser as well, and
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

let hasRefused = false;
const refusalListeners = new Set<() => void>();

let loadSeals: () => Promise<Seals> = () => Promise.reject(new Error('no seal loader'));
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

/** Resolves in a later task. The browser paints the result of an input before it runs that task. */
const nextTask = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });

const channel = createChannel();
channel.listen((person, name) => disk.onChange(person, name));

const store = createLocalStore({
  disk,
  channel,
  rest: nextTask,
  refused: () => {
    hasRefused = true;
    for (const listener of refusalListeners) listener();
    refusalListeners.clear();
  },
});

document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') store.wake();
});

// The latest input may not be on the disk yet. It has to be written before the page closes or reloads.
addEventListener('pagehide', () => store.flush());
beforeReload(() => store.settled());

export const readSlice = <Value>(person: string, slice: Slice<Value>): Promise<Value> => store.read(person, slice);

/**
 * Changes a slice, in memory at once and then on the disk, without overwriting another window's change. If the browser refuses to store
 * it, the change lasts until the window closes.
 *
 * @param change must be pure: it may run more than once
 */
export const changeSlice = <Value>(person: string, slice: Slice<Value>, change: (value: Value) => Value): Promise<Value> =>
  store.change(person, slice, change);

/** Calls `watcher` with the value as soon as it has been read, and whenever it changes in any window. Returns a function that stops this. */
export const watchSlice = <Value>(person: string, slice: Slice<Value>, watcher: Watcher<Value>): (() => void) =>
  store.watch(person, slice, watcher);

/** Returns the value in memory without waiting; null while it has not been read. */
export const peekSlice = <Value>(person: string, slice: Slice<Value>): { readonly value: Value } | null =>
  store.peek(person, slice);

/** True for slices without the agent's own texts or ratings. They are still needed after those are deleted. */
const isTechnical = (name: string): boolean => name === 'outbox' || name.startsWith('vault-');

/** Deletes this person's data in this browser, after each slice's `beforeDelete`. The outbox and the vault's own slices stay. */
export const deleteSlices = async (person: string): Promise<void> => {
  for (const slice of await vaultSlices()) await slice.beforeDelete?.(person, await store.read(person, slice));
  await store.deleteAll(person, isTechnical);
};

/**
 * Deletes all data of this person in this browser and the last view of the panel, without changing the vault. The vault must be locked.
 * Data that has not been synchronised with the vault is lost.
 */
export const emptyBrowser = async (person: string): Promise<void> => {
  await store.deleteAll(person, () => false);
  await store.deleteAll('', (name) => name !== 'last-view');
};

/** Sets the function that loads the encryption. Must be called before anything is read. The code is loaded only for a person with a vault. */
export const sealWith = (load: () => Promise<Seals>): void => void (loadSeals = load);

/** Calls `listener` whenever private data has been written and encrypted in this window. */
export const onPrivateWrite = (listener: (person: string) => void): void => void privateWriteListeners.add(listener);

/** Reads everything again after the vault was unlocked or locked, because different data can be decrypted now. */
export const rereadAll = (): void => store.wake();

export const mergePending = (person: string, into: (name: string, value: unknown) => Promise<void>): Promise<void> =>
  disk.mergePending(person, into);

export const sealExisting = (person: string): Promise<void> => disk.sealExisting(person);

/** Calls `listener` once, when this browser first refuses to store something; at once if it has refused before. Returns a function that stops this. */
export const onceRefused = (listener: () => void): (() => void) => {
  if (hasRefused) listener();
  else refusalListeners.add(listener);
  return () => void refusalListeners.delete(listener);
};

export const unsealAll = (person: string): Promise<void> => disk.unsealAll(person);
