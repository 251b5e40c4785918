import { agreedName, type By, isAgreed, isSealed, type Sealed, thereName } from './sealed-names.ts';
import type { AnyPrivateSlice } from './slice.ts';
import type { Disk } from './store.ts';

/** Seals and opens values; loaded only for a person with a vault. `seal` and `open` reject on failure. */
export interface Seals {
  isOpen(person: string, centre: string): Promise<boolean>;
  seal(person: string, centre: string, by: By, name: string, value: unknown): Promise<readonly Uint8Array[]>;
  open(person: string, centre: string, by: By, name: string, pieces: readonly Uint8Array[]): Promise<unknown>;
}

interface Slot {
  readonly record: string;
  readonly by: By;
  readonly centre: string;
}

const pendingName = (name: string): string => `${name}:meanwhile`;

const stampOf = (raw: unknown): string | null => (isSealed(raw) ? raw.stamp : null);

/** Thrown when another window wrote first. */
class Raced extends Error {}

const mostTries = 30;

const newStamp = (): string => crypto.getRandomValues(new Uint8Array(12)).join('.');

export interface SealedDiskOptions {
  readonly disk: Disk;
  readonly seals: () => Promise<Seals>;
  /** Returns how the slice of this name is kept private; null if it's not private. */
  readonly privacyOf: (name: string) => AnyPrivateSlice['private'] | null;
  readonly privateSlices: () => Promise<readonly Pick<AnyPrivateSlice, 'name' | 'private'>[]>;
  /** Called when private data has been written and sealed. */
  readonly wrote: (person: string, name: string) => void;
}

/**
 * A disk that stores private data sealed from the moment the person has a vault. Sealing takes a moment; if another window
 * writes meanwhile, the change is made again on that window's result.
 */
export const createSealedDisk = ({ disk, seals, privacyOf, privateSlices, wrote }: SealedDiskOptions) => {
  const isPrivate = (name: string): boolean => privacyOf(name) !== null || isAgreed(name);

  /** The centre of each person's vault, read from the disk once, so that a change need not wait; the other windows report changes. */
  const centres = new Map<string, Promise<string | null>>();
  /** People with a vault as last seen, for code that can't wait. */
  const having = new Set<string>();

  const readCentre = async (person: string): Promise<string | null> => {
    const centre = await disk.read(person, thereName);
    if (typeof centre !== 'string') return null;
    having.add(person);
    return centre;
  };
  const centreOf = (person: string): Promise<string | null> => {
    const known = centres.get(person) ?? readCentre(person);
    centres.set(person, known);
    known.catch(() => centres.delete(person));
    return known;
  };
  const turned = (person: string, name: string): void => {
    if (name !== thereName) return;
    centres.delete(person);
    having.delete(person);
  };

  /** Returns the record and key for a slice; null if the slice is stored unencrypted. */
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
    await disk.change(person, slot.record, (now) => {
      if (stampOf(now) !== stampOf(raw)) throw new Raced();
      return { sealedBy: slot.by, stamp: newStamp(), pieces } satisfies Sealed;
    });
    if (!isAgreed(name)) wrote(person, name);
    return changed;
  };

  const changePlain = (person: string, name: string, change: (stored: unknown) => unknown): Promise<unknown> =>
    disk.change(person, name, (now) => {
      if (isSealed(now)) throw new Raced();
      return change(now);
    });

  const change: Disk['change'] = async (person, name, how) => {
    for (let tries = 1; ; tries += 1) {
      try {
        const slot = await slotOf(person, name);
        const changed = await (slot ? changeSealed(person, name, slot, how) : changePlain(person, name, how));
        turned(person, name);
        return changed;
      } catch (error) {
        centres.delete(person);
        if (!(error instanceof Raced) || tries >= mostTries) throw error;
      }
    }
  };

  /** Empties a record if it hasn't changed since it was read. */
  const clear = (person: string, record: string, raw: unknown): Promise<unknown> =>
    disk
      .change(person, record, (now) => {
        if (stampOf(now) !== stampOf(raw)) throw new Raced();
        return undefined;
      })
      .catch((error: unknown) => {
        if (!(error instanceof Raced)) throw error;
      });

  return {
    ...disk,
    change,
    /** Called when another window has changed something. */
    turned,
    read: async (person: string, name: string) => {
      const slot = await slotOf(person, name);
      if (!slot) return disk.read(person, name);
      if (isAgreed(name) && !(await (await seals()).isOpen(person, slot.centre))) return undefined;
      return openRaw(person, name, slot.centre, await disk.read(person, slot.record));
    },
    writesNow: (person: string, name: string) => !(having.has(person) && isPrivate(name)),

    /**
     * Passes each value stored outside the vault to `into`: unencrypted values from before the vault existed, and those sealed
     * by this device's key. Afterwards the value is removed from there.
     */
    mergePending: async (person: string, into: (name: string, value: unknown) => Promise<void>): Promise<void> => {
      const centre = await centreOf(person);
      if (centre === null) return;
      for (const { name, private: by } of await privateSlices())
        for (const record of by === 'vault' ? [name, pendingName(name)] : []) {
          const raw = await disk.read(person, record);
          if (raw === undefined || (isSealed(raw) && raw.sealedBy === 'vault')) continue;
          await into(name, await openRaw(person, name, centre, raw));
          // A value that was moved into the same record has another stamp, and stays.
          if (isSealed(raw) || record !== name) await clear(person, record, raw);
        }
    },

    /** Seals the remaining unencrypted data by this device's key while the vault is locked. */
    encryptExisting: async (person: string): Promise<void> => {
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
        await disk.change(person, record, (now) => (isSealed(now) ? now : sealed));
        if (record !== name) await clear(person, name, raw);
      }
    },

    /** Stores data that can still be opened unencrypted again, and deletes the rest. Runs before the vault is recorded as gone. */
    unseal: async (person: string): Promise<void> => {
      const centre = await centreOf(person);
      if (centre === null) return;
      const opened = async (name: string, raw: unknown): Promise<unknown> => openRaw(person, name, centre, raw).catch(() => undefined);
      for (const { name, private: by } of await privateSlices()) {
        const inside = await opened(name, await disk.read(person, name));
        const outside = by === 'vault' ? await opened(name, await disk.read(person, pendingName(name))) : undefined;
        await disk.change(person, name, () => inside ?? outside);
        if (by !== 'vault') continue;
        await disk.change(person, pendingName(name), () => undefined);
        await disk.change(person, agreedName(name), () => undefined);
      }
    },
  };
};

export type SealedDisk = ReturnType<typeof createSealedDisk>;
