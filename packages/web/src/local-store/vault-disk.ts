import type { SealedDisk, SealedDiskOptions } from './sealed-disk.ts';
import { isAgreed, isSealed, thereName } from './sealed-names.ts';
import type { Disk } from './store.ts';

/** Thrown when another window has just recorded a vault. */
class Turned extends Error {}

/**
 * A disk that stores the data of people without a vault unencrypted, and passes the private data of all others to the
 * sealed disk, which is loaded for them only.
 */
export const createVaultDisk = (options: SealedDiskOptions): SealedDisk => {
  const { disk, privacyOf } = options;
  const centres = new Map<string, Promise<unknown>>();
  /** People with a vault as last seen, for code that can't wait. */
  const having = new Set<string>();
  let loaded: SealedDisk | null = null;
  let loading: Promise<SealedDisk> | null = null;

  const sealed = (): Promise<SealedDisk> => {
    loading ??= import('./sealed-disk.ts').then(({ createSealedDisk }) => (loaded = createSealedDisk(options)));
    loading.catch(() => (loading = null));
    return loading;
  };

  const isPrivate = (name: string): boolean => privacyOf(name) !== null || isAgreed(name);

  const isPlain = async (person: string, name: string): Promise<boolean> => {
    if (!isPrivate(name)) return true;
    const known = centres.get(person) ?? disk.read(person, thereName);
    centres.set(person, known);
    known.catch(() => centres.delete(person));
    if (typeof (await known) !== 'string') return true;
    having.add(person);
    return false;
  };

  const turned = (person: string, name: string): void => {
    loaded?.turned(person, name);
    if (name !== thereName) return;
    centres.delete(person);
    having.delete(person);
  };

  const changePlain: Disk['change'] = async (person, name, how) => {
    const changed = await disk.change(person, name, (now) => {
      if (isPrivate(name) && isSealed(now)) throw new Turned();
      return how(now);
    });
    turned(person, name);
    return changed;
  };

  return {
    ...disk,
    turned,
    read: async (person, name) => ((await isPlain(person, name)) ? disk.read(person, name) : (await sealed()).read(person, name)),
    change: async (person, name, how) => {
      if (await isPlain(person, name)) {
        try {
          return await changePlain(person, name, how);
        } catch (error) {
          if (!(error instanceof Turned)) throw error;
          turned(person, thereName);
        }
      }
      return (await sealed()).change(person, name, how);
    },
    writesNow: (person, name) => !(having.has(person) && isPrivate(name)),
    mergePending: async (person, into) => (await sealed()).mergePending(person, into),
    encryptExisting: async (person) => (await sealed()).encryptExisting(person),
    unseal: async (person) => (await sealed()).unseal(person),
  };
};
