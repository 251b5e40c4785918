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
import { changeKept, readKept, type Slice, unseal } from '../local-store/index.ts';
import { thereSlice } from './there.ts';
import { after } from '../design/schedule.ts';

/** What this device has seen of the vault, so that an older state of it is noticed. */
const memorySlice: Slice<Memory | null> = { name: 'vault-memory', initial: null };
/** The open vault, where it stays unlocked on this device: keys that cannot be read, not even from here. */
const openSlice: Slice<StorableVault | null> = { name: 'vault-open', initial: null };
/** For what is written while the vault is locked. */
const deviceKeySlice: Slice<DeviceKey | null> = { name: 'vault-device-key', initial: null };

export const readMemory = async (place: VaultOwner): Promise<Memory> => (await readKept(place.person, memorySlice)) ?? newMemory(place);

/** Never forgets what another window has seen meanwhile. */
export const keepMemory = async (memory: Memory): Promise<void> => {
  await changeKept(memory.place.person, memorySlice, (known) => (known ? mergeMemories(known, memory) : memory));
};

/** This person has a vault: from here on nothing private of theirs is kept plain in this browser. */
export const noteThere = async ({ centre, person }: VaultOwner): Promise<void> => {
  if ((await readKept(person, thereSlice)) !== centre) await changeKept(person, thereSlice, () => centre);
};

export const deviceKeyOf = async (person: string): Promise<DeviceKey> => {
  const known = await readKept(person, deviceKeySlice);
  if (known) return known;
  const made = await newDeviceKey();
  const kept = await changeKept(person, deviceKeySlice, (other) => other ?? made);
  return kept ?? made;
};

const open = new Map<string, Vault>();
const toHear = new Set<(person: string) => void>();

/** Calls when a vault was opened or locked, here or in another window of this browser. */
export const whenTurned = (hear: (person: string) => void): (() => void) => {
  toHear.add(hear);
  return () => void toHear.delete(hear);
};

const turned = (person: string): void => {
  for (const hear of [...toHear]) hear(person);
};

type Told =
  | { readonly kind: 'ask'; readonly person: string }
  | { readonly kind: 'open'; readonly place: VaultOwner; readonly kept: StorableVault }
  | { readonly kind: 'locked'; readonly person: string };

/** The other windows of this browser: what is open in one is open in all, and locked in all. */
const port = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('onhook:vault');

const tellOpen = (vault: Vault): void => {
  const kept = toStorableVault(vault);
  if (kept) port?.postMessage({ kind: 'open', place: vault.owner, kept } satisfies Told);
};

const drop = (person: string): void => {
  const vault = open.get(person);
  open.delete(person);
  if (vault) lock(vault);
};

port?.addEventListener('message', ({ data }: MessageEvent<Told>) => {
  if (data.kind === 'ask') {
    const vault = open.get(data.person);
    if (vault) tellOpen(vault);
  } else if (data.kind === 'open') {
    if (open.has(data.place.person)) return;
    const vault = restoreVault(data.place, data.kept);
    if (!vault) return;
    open.set(data.place.person, vault);
    turned(data.place.person);
  } else if (open.has(data.person)) {
    drop(data.person);
    turned(data.person);
  }
});

/** Long enough for a window that is awake. One that answers later is heard all the same. */
const answerMs = 200;
const asked = new Map<string, Promise<void>>();

const askOthers = (person: string): Promise<void> => {
  const known = asked.get(person);
  if (known) return known;
  port?.postMessage({ kind: 'ask', person } satisfies Told);
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

/** The vault as it is open here; null: it has to be unlocked. */
export const openVault = async (place: VaultOwner): Promise<Vault | null> => {
  const here = open.get(place.person);
  if (here) return here;
  const kept = await readKept(place.person, openSlice);
  const revived = kept && restoreVault(place, kept);
  if (revived) {
    open.set(place.person, revived);
    return revived;
  }
  await askOthers(place.person);
  return open.get(place.person) ?? null;
};

export const holdOpen = (vault: Vault): void => {
  open.set(vault.owner.person, vault);
  tellOpen(vault);
  turned(vault.owner.person);
};

export const staysOpen = async (person: string): Promise<boolean> => (await readKept(person, openSlice)) !== null;

export const stayOpen = async (vault: Vault, stays: boolean): Promise<void> => {
  const kept = stays ? toStorableVault(vault) : null;
  await changeKept(vault.owner.person, openSlice, () => kept);
};

export const close = async (vault: Vault): Promise<void> => {
  const { person } = vault.owner;
  await stayOpen(vault, false);
  drop(person);
  port?.postMessage({ kind: 'locked', person } satisfies Told);
  turned(person);
};

/** There is none any more: what can still be opened here is plain again, and lies in this browser alone. */
export const noteGone = async (person: string): Promise<void> => {
  await unseal(person);
  await changeKept(person, thereSlice, () => null);
  await changeKept(person, memorySlice, () => null);
  await changeKept(person, openSlice, () => null);
  drop(person);
  port?.postMessage({ kind: 'locked', person } satisfies Told);
  turned(person);
};
