import type { SealedDisk, SealedDiskOptions } from './sealed-disk.ts';
import { isAgreed, isSealed, vaultMarkerName } from './sealed-names.ts';
import type { Disk } from './store.ts';

/** Thrown when another window has recorded a vault meanwhile. */
class HasVaultNow extends Error {}

/**
 * Creates a disk that stores the data of people without a vault unencrypted. It passes the private data of people with a vault to the
 * sealed disk, whose code is loaded for them only.
 */
export const createVaultDisk = (options: SealedDiskOptions): SealedDisk => {
  const { disk, privacyOf } = options;
  const centres = new Map<string, Promise<unknown>>();
  /** People who had a vault when last read, for code that cannot wait. */
  const withVault = new Set<string>();
  let loaded: SealedDisk | null = null;
  let loading: Promise<SealedDisk> | null = null;

  const sealed = (): Promise<SealedDisk> => {
    loading ??= import('./sealed-disk.ts').then(({ createSealedDisk }) => (loaded = createSealedDisk(options)));
    loading.catch(() => (loading = null));
    return loading;
  };

  const isPrivate = (name: string): boolean => privacyOf(name) !== null || isAgreed(name);

  const isStoredPlain = async (person: string, name: string): Promise<boolean> => {
    if (!isPrivate(name)) return true;
    const centre = centres.get(person) ?? disk.read(person, vaultMarkerName);
    centres.set(person, centre);
    centre.catch(() => centres.delete(person));
    if (typeof (await centre) !== 'string') return true;
    withVault.add(person);
    return false;
  };

  const onChange = (person: string, name: string): void => {
    loaded?.onChange(person, name);
    if (name !== vaultMarkerName) return;
    centres.delete(person);
    withVault.delete(person);
  };

  const changePlain: Disk['change'] = async (person, name, change) => {
    const changed = await disk.change(person, name, (stored) => {
      if (isPrivate(name) && isSealed(stored)) throw new HasVaultNow();
      return change(stored);
    });
    onChange(person, name);
    return changed;
  };

  return {
    ...disk,
    onChange,
    read: async (person, name) => ((await isStoredPlain(person, name)) ? disk.read(person, name) : (await sealed()).read(person, name)),
    change: async (person, name, change) => {
      if (await isStoredPlain(person, name)) {
        try {
          return await changePlain(person, name, change);
        } catch (error) {
          if (!(error instanceof HasVaultNow)) throw error;
          onChange(person, vaultMarkerName);
        }
      }
      return (await sealed()).change(person, name, change);
    },
    writesNow: (person, name) => !(withVault.has(person) && isPrivate(name)),
    mergePending: async (person, into) => (await sealed()).mergePending(person, into),
    sealExisting: async (person) => (await sealed()).sealExisting(person),
    unsealAll: async (person) => (await sealed()).unsealAll(person),
  };
};
