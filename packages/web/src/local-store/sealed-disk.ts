import { agreedName, type SealingKey, isAgreed, isSealed, type Sealed, vaultMarkerName } from './sealed-names.ts';
import { type AnyPrivateSlice, isVaultSlice } from './slice.ts';
import type { Disk } from './store.ts';

/** Encrypts and decrypts values. Loaded only for a person with a vault. `seal` and `open` reject on failure. */
export interface Seals {
  isOpen(person: string, centre: string): Promise<boolean>;
  seal(person: string, centre: string, by: SealingKey, name: string, value: unknown): Promise<readonly Uint8Array[]>;
  open(person: string, centre: string, by: SealingKey, name: string, pieces: readonly Uint8Array[]): Promise<unknown>;
}

/** The record of a slice, and the key with which it is encrypted. */
interface Slot {
  readonly record: string;
  readonly by: SealingKey;
  readonly centre: string;
}

/** Name of the record for changes to a vault slice that are made while the vault is locked. */
const pendingName = (name: string): string => `${name}:meanwhile`;

const stampOf = (raw: unknown): string | null => (isSealed(raw) ? raw.stamp : null);

/** Thrown when another window has written the record meanwhile. */
class WriteConflict extends Error {}

const maxAttempts = 30;

const newStamp = (): string => crypto.getRandomValues(new Uint8Array(12)).join('.');

export interface SealedDiskOptions {
  readonly disk: Disk;
  readonly seals: () => Promise<Seals>;
  /** Returns the kind of encryption of the slice of this name; null when it is not private. */
  readonly privacyOf: (name: string) => AnyPrivateSlice['private'] | null;
  readonly privateSlices: () => Promise<readonly AnyPrivateSlice[]>;
  /** Called when private data has been encrypted and written. */
  readonly wrote: (person: string, name: string) => void;
}

/**
 * Creates a disk that encrypts private data from the moment the person has a vault. Encryption is asynchronous: if another window writes
 * meanwhile, the change is applied again to that window's result.
 */
export const createSealedDisk = ({ disk, seals, privacyOf, privateSlices, wrote }: SealedDiskOptions) => {
  const isPrivate = (name: string): boolean => privacyOf(name) !== null || isAgreed(name);

  /** The centre of each person's vault, cached so that a change need not read it. The other windows announce changes. */
  const centres = new Map<string, Promise<string | null>>();
  /** People who had a vault when last read, for code that cannot wait. */
  const withVault = new Set<string>();

  const readCentre = async (person: string): Promise<string | null> => {
    const centre = await disk.read(person, vaultMarkerName);
    if (typeof centre !== 'string') return null;
    withVault.add(person);
    return centre;
  };
  const centreOf = (person: string): Promise<string | null> => {
    const centre = centres.get(person) ?? readCentre(person);
    centres.set(person, centre);
    centre.catch(() => centres.delete(person));
    return centre;
  };
  const onChange = (person: string, name: string): void => {
    if (name !== vaultMarkerName) return;
    centres.delete(person);
    withVault.delete(person);
  };

  /** Returns the record and key of a slice; null if the slice is stored unencrypted. */
  const slotOf = async (person: string, name: string): Promise<Slot | null> => {
    if (!isPrivate(name)) return null;
    const centre = await centreOf(person);
    if (centre === null) return null;
    if (privacyOf(name) === 'device') return { record: name, by: 'device', centre };
    const open = await (await seals()).isOpen(person, centre);
    return open || isAgreed(name) ? { record: name, by: 'vault', centre } : { record: pendingName(name), by: 'device', centre };
  };

  const openRaw = async (person: string, name: string, centre: string, raw: unknown): Promise<unknown> =>
    isSealed(raw) ? (await seals()).open(person, centre, raw.sealedBy, name, raw.pieces) : raw;

  const changeSealed = async (person: string, name: string, slot: Slot, change: (stored: unknown) => unknown): Promise<unknown> => {
    const raw = await disk.read(person, slot.record);
    const changed = change(await openRaw(person, name, slot.centre, raw));
    const pieces = await (await seals()).seal(person, slot.centre, slot.by, name, changed);
    await disk.change(person, slot.record, (stored) => {
      if (stampOf(stored) !== stampOf(raw)) throw new WriteConflict();
      return { sealedBy: slot.by, stamp: newStamp(), pieces } satisfies Sealed;
    });
    if (!isAgreed(name)) wrote(person, name);
    return changed;
  };

  const changePlain = (person: string, name: string, change: (stored: unknown) => unknown): Promise<unknown> =>
    disk.change(person, name, (stored) => {
      if (isSealed(stored)) throw new WriteConflict();
      return change(stored);
    });

  const change: Disk['change'] = async (person, name, change) => {
    for (let attempts = 1; ; attempts += 1) {
      try {
        const slot = await slotOf(person, name);
        const changed = await (slot ? changeSealed(person, name, slot, change) : changePlain(person, name, change));
        onChange(person, name);
        return changed;
      } catch (error) {
        centres.delete(person);
        if (!(error instanceof WriteConflict) || attempts >= maxAttempts) throw error;
      }
    }
  };

  /** Empties a record unless it has changed since it was read. */
  const clear = (person: string, record: string, raw: unknown): Promise<unknown> =>
    disk
      .change(person, record, (stored) => {
        if (stampOf(stored) !== stampOf(raw)) throw new WriteConflict();
        return undefined;
      })
      .catch((error: unknown) => {
        if (!(error instanceof WriteConflict)) throw error;
      });

  return {
    ...disk,
    change,
    /** Forgets the cached centre if the record is the vault marker. To be called for the changes of other windows. */
    onChange,
    read: async (person: string, name: string) => {
      const slot = await slotOf(person, name);
      if (!slot) return disk.read(person, name);
      if (isAgreed(name) && !(await (await seals()).isOpen(person, slot.centre))) return undefined;
      return openRaw(person, name, slot.centre, await disk.read(person, slot.record));
    },
    writesNow: (person: string, name: string) => !(withVault.has(person) && isPrivate(name)),

    /**
     * Passes each value that is stored outside the vault to `into`: unencrypted values from before the vault existed, and values encrypted
     * with this device's key. Removes each of them afterwards.
     */
    mergePending: async (person: string, into: (name: string, value: unknown) => Promise<void>): Promise<void> => {
      const centre = await centreOf(person);
      if (centre === null) return;
      for (const { name, private: by } of await privateSlices())
        for (const record of by === 'vault' ? [name, pendingName(name)] : []) {
          const raw = await disk.read(person, record);
          if (raw === undefined || (isSealed(raw) && raw.sealedBy === 'vault')) continue;
          await into(name, await openRaw(person, name, centre, raw));
          // `into` has overwritten an unencrypted value in this same record, which therefore stays.
          if (isSealed(raw) || record !== name) await clear(person, record, raw);
        }
    },

    /** Encrypts the data that is still unencrypted with this device's key, while the vault is locked. */
    sealExisting: async (person: string): Promise<void> => {
      const centre = await centreOf(person);
      if (centre === null) return;
      const sealer = await seals();
      for (const { name, private: by } of await privateSlices()) {
        const raw = await disk.read(person, name);
        if (raw === undefined || isSealed(raw)) continue;
        const record = by === 'vault' ? pendingName(name) : name;
        // The two records are merged when the vault is unlocked.
        if (record !== name && (await disk.read(person, record)) !== undefined) continue;
        const sealed: Sealed = { sealedBy: 'device', stamp: newStamp(), pieces: await sealer.seal(person, centre, 'device', name, raw) };
        await disk.change(person, record, (stored) => (isSealed(stored) ? stored : sealed));
        if (record !== name) await clear(person, name, raw);
      }
    },

    /** Stores all data that can still be decrypted unencrypted again, and deletes the rest. Runs before the vault is recorded as gone. */
    unsealAll: async (person: string): Promise<void> => {
      const centre = await centreOf(person);
      if (centre === null) return;
      const decrypted = async (name: string, raw: unknown): Promise<unknown> => openRaw(person, name, centre, raw).catch(() => undefined);
      for (const slice of await privateSlices()) {
        const { name } = slice;
        const stored = await decrypted(name, await disk.read(person, name));
        const pending = isVaultSlice(slice) ? await decrypted(name, await disk.read(person, pendingName(name))) : undefined;
        const isInBoth = isVaultSlice(slice) && stored !== undefined && pending !== undefined;
        const value = isInBoth ? slice.join({ ...slice.split(stored), ...slice.split(pending) }) : (stored ?? pending);
        await disk.change(person, name, () => value);
        if (!isVaultSlice(slice)) continue;
        await disk.change(person, pendingName(name), () => undefined);
        await disk.change(person, agreedName(name), () => undefined);
      }
    },
  };
};

export type SealedDisk = ReturnType<typeof createSealedDisk>;
