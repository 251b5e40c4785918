/**
 * What this browser keeps, by person, because desks are shared: what was answered and written in resets, taps, the carry list,
 * preferences. Each room owns a slice of it. What is private is sealed once its person has a vault, here as well, and leaves
 * the browser only sealed (web/src/vault).
 */
import { createChannel } from './channel.ts';
import { createDisk } from './disk.ts';
import type { Seals } from './sealed-disk.ts';
import { privateSlices, privacyOf, type Slice, vaultSlices } from './slice.ts';
import { type Watcher, createStore } from './store.ts';
import { createVaultDisk } from './vault-disk.ts';

export type { Slice } from './slice.ts';

let refusedOnce = false;
const toTell = new Set<() => void>();

let loadSeals: () => Promise<Seals> = () => Promise.reject(new Error('nothing to seal with'));
const toHearOfPrivate = new Set<(person: string) => void>();

const disk = createVaultDisk({
  disk: createDisk(),
  seals: () => loadSeals(),
  privacyOf,
  privateSlices,
  wrote: (person) => {
    for (const hear of toHearOfPrivate) hear(person);
  },
});

/** Another task: a browser paints after an input before it turns to one. */
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

const store = createStore({
  disk,
  channel,
  rest,
  refused: () => {
    refusedOnce = true;
    for (const tell of toTell) tell();
    toTell.clear();
  },
});

document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') store.wake();
});

// What was typed or tapped a moment ago is on its way to the disk: a reload must not be quicker.
addEventListener('pagehide', () => store.flush());

export const readKept = <Value>(person: string, slice: Slice<Value>): Promise<Value> => store.read(person, slice);

/**
 * Changes a slice, here at once and then on the disk, where no other window's change is lost. A browser that keeps
 * nothing does not stop anybody: the change is then good until the window closes.
 *
 * @param change must be pure: it may run more than once
 */
export const changeKept = <Value>(person: string, slice: Slice<Value>, change: (value: Value) => Value): Promise<Value> =>
  store.change(person, slice, change);

/** Tells the value as soon as it is known, and whenever it changes, here or in another window. */
export const watchKept = <Value>(person: string, slice: Slice<Value>, watcher: Watcher<Value>): (() => void) =>
  store.watch(person, slice, watcher);

/** What is in memory already; null while it has not been read. */
export const peekKept = <Value>(person: string, slice: Slice<Value>): { readonly value: Value } | null =>
  store.peek(person, slice);

/** What is not the agent's own words or taps, and is needed when those are deleted. */
const isNotTheirs = (name: string): boolean => name === 'outbox' || name.startsWith('vault-');

/** Deletes everything of this person in this browser, and has each slice do first what it declares for that. */
export const deleteKept = async (person: string): Promise<void> => {
  for (const slice of await vaultSlices()) await slice.beforeDelete?.(person, await store.read(person, slice));
  await store.deleteAll(person, isNotTheirs);
};

/** How a page seals: to be said before anything is read. It is loaded only for somebody who has a vault. */
export const sealWith = (load: () => Promise<Seals>): void => void (loadSeals = load);

/** Calls whenever something private has been written and sealed here. */
export const whenPrivateWritten = (hear: (person: string) => void): void => void toHearOfPrivate.add(hear);

/** Reads everything once more: what could not be opened a moment ago can be now, or the other way round. */
export const readAgain = (): void => store.wake();

export const takeMeanwhile = (person: string, into: (name: string, value: unknown) => Promise<void>): Promise<void> =>
  disk.takeMeanwhile(person, into);

export const sealUp = (person: string): Promise<void> => disk.sealUp(person);

/** Calls once when this browser has refused to keep something; at once if it has. */
export const whenRefused = (tell: () => void): (() => void) => {
  if (refusedOnce) tell();
  else toTell.add(tell);
  return () => void toTell.delete(tell);
};

export const unseal = (person: string): Promise<void> => disk.unseal(person);
