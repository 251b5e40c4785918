import { agreedName, type By, isAgreed, isSealed, type Sealed, thereName } from './sealed-names.ts';
import type { AnyPrivateSlice } from './slice.ts';
import type { Disk } from './store.ts';

/** What seals and opens; loaded only for somebody who has a vault. Both reject where they cannot. */
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

const meanwhile = (name: string): string => `${name}:meanwhile`;

const stampOf = (raw: unknown): string | null => (isSealed(raw) ? raw.stamp : null);

/** Another window was quicker. */
class Raced extends Error {}

const mostTries = 30;

const newStamp = (): string => crypto.getRandomValues(new Uint8Array(12)).join('.');

export interface SealedDiskOptions {
  readonly disk: Disk;
  readonly seals: () => Promise<Seals>;
  /** How the slice of this name is kept private; null: it is not. */
  readonly privacyOf: (name: string) => AnyPrivateSlice['private'] | null;
  readonly privateSlices: () => Promise<readonly Pick<AnyPrivateSlice, 'name' | 'private'>[]>;
  /** Something private has been written and sealed. */
  readonly wrote: (person: string, name: string) => void;
}

/**
 * A disk on which what is private lies sealed from the moment its person has a vault. Sealing takes a moment, in which another
 * window may write: then the change is made anew on what that one wrote.
 */
export const createSealedDisk = ({ disk, seals, privacyOf, privateSlices, wrote }: SealedDiskOptions) => {
  const isPrivate = (name: string): boolean => privacyOf(name) !== null || isAgreed(name);

  /** Asked of the disk once, so that a change need not wait for it; the other windows tell when it turns. */
  const centres = new Map<string, Promise<string | null>>();
  /** As last seen, for the moment in which nothing can be waited for. */
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

  /** Null: it lies there as it is. */
  const slotOf = async (person: string, name: string): Promise<Slot | null> => {
    if (!isPrivate(name)) return null;
    const centre = await centreOf(person);
    if (centre === null) return null;
    if (privacyOf(name) === 'device') return { record: name, by: 'device', centre };
    const open = await (await seals()).isOpen(person, centre);
    return open || isAgreed(name) ? { record: name, by: 'vault', centre } : { record: meanwhile(name), by: 'device', centre };
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

  /** Empties a record that is still as it was read. */
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
    /** Another window has changed something. */
    turned,
    read: async (person: string, name: string) => {
      const slot = await slotOf(person, name);
      if (!slot) return disk.read(person, name);
      if (isAgreed(name) && !(await (await seals()).isOpen(person, slot.centre))) return undefined;
      return openRaw(person, name, slot.centre, await disk.read(person, slot.record));
    },
    writesNow: (person: string, name: string) => !(having.has(person) && isPrivate(name)),

    /**
     * Hands over what lies outside the vault: plain, from before there was one, or sealed by this device's key. What was taken
     * in is then no longer there.
     */
    takeMeanwhile: async (person: string, into: (name: string, value: unknown) => Promise<void>): Promise<void> => {
      const centre = await centreOf(person);
      if (centre === null) return;
      for (const { name, private: by } of await privateSlices())
        for (const record of by === 'vault' ? [name, meanwhile(name)] : []) {
          const raw = await disk.read(person, record);
          if (raw === undefined || (isSealed(raw) && raw.sealedBy === 'vault')) continue;
          await into(name, await openRaw(person, name, centre, raw));
          // Taken into the same record, it has another stamp, and stays.
          if (isSealed(raw) || record !== name) await clear(person, record, raw);
        }
    },

    /** Seals by this device's key what still lies plain, while the vault is locked. */
    sealUp: async (person: string): Promise<void> => {
      const centre = await centreOf(person);
      if (centre === null) return;
      const sealer = await seals();
      for (const { name, private: by } of await privateSlices()) {
        const raw = await disk.read(person, name);
        if (raw === undefined || isSealed(raw)) continue;
        const record = by === 'vault' ? meanwhile(name) : name;
        // Both are put together when the vault is unlocked.
        if (record !== name && (await disk.read(person, record)) !== undefined) continue;
        const sealed: Sealed = { sealedBy: 'device', stamp: newStamp(), pieces: await sealer.seal(person, centre, 'device', name, raw) };
        await disk.change(person, record, (now) => (isSealed(now) ? now : sealed));
        if (record !== name) await clear(person, name, raw);
      }
    },

    /** Before it is noted that there is no vault: what can still be opened lies plain again, and what nobody can open goes. */
    unseal: async (person: string): Promise<void> => {
      const centre = await centreOf(person);
      if (centre === null) return;
      const opened = async (name: string, raw: unknown): Promise<unknown> => openRaw(person, name, centre, raw).catch(() => undefined);
      for (const { name, private: by } of await privateSlices()) {
        const inside = await opened(name, await disk.read(person, name));
        const outside = by === 'vault' ? await opened(name, await disk.read(person, meanwhile(name))) : undefined;
        await disk.change(person, name, () => inside ?? outside);
        if (by !== 'vault') continue;
        await disk.change(person, meanwhile(name), () => undefined);
        await disk.change(person, agreedName(name), () => undefined);
      }
    },
  };
};

export type SealedDisk = ReturnType<typeof createSealedDisk>;
