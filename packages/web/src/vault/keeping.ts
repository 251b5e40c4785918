import { type KeptVault, keepUnlocked, laterMemory, lock, type Memory, newMemory, type Place, reviveUnlocked, type Vault } from '@onhook/vault';
import { changeKept, readKept, type Slice } from '../panel/kept/index.ts';

/** What this device has seen of the vault, so that an older state of it is noticed. */
const memorySlice: Slice<Memory | null> = { name: 'vault-memory', nothing: null };
/** The open vault, where it stays unlocked on this device: keys that cannot be read, not even from here. */
const openSlice: Slice<KeptVault | null> = { name: 'vault-open', nothing: null };

export const readMemory = async (place: Place): Promise<Memory> => (await readKept(place.person, memorySlice)) ?? newMemory(place);

/** Never forgets what another window has seen meanwhile. */
export const keepMemory = async (memory: Memory): Promise<void> => {
  await changeKept(memory.place.person, memorySlice, (known) => (known ? laterMemory(known, memory) : memory));
};

const open = new Map<string, Vault>();

/** The vault as it is open here; null: it has to be unlocked. */
export const openVault = async (place: Place): Promise<Vault | null> => {
  const here = open.get(place.person);
  if (here) return here;
  const kept = await readKept(place.person, openSlice);
  const revived = kept && reviveUnlocked(place, kept);
  if (revived) open.set(place.person, revived);
  return revived;
};

export const holdOpen = (vault: Vault): void => void open.set(vault.place.person, vault);

export const staysOpen = async (person: string): Promise<boolean> => (await readKept(person, openSlice)) !== null;

export const stayOpen = async (vault: Vault, stays: boolean): Promise<void> => {
  const kept = stays ? keepUnlocked(vault) : null;
  await changeKept(vault.place.person, openSlice, () => kept);
};

export const close = async (vault: Vault): Promise<void> => {
  await stayOpen(vault, false);
  open.delete(vault.place.person);
  lock(vault);
};
