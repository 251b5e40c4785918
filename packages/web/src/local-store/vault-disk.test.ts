import { newDeviceKey, openOnDevice, sealOnDevice } from '@onhook/vault';
import { describe, expect, it, vi } from 'vitest';
import { decode, encode } from '../vault/codec.ts';
import type { Seals } from './sealed-disk.ts';
import { vaultMarkerName } from './sealed-names.ts';
import type { AnyPrivateSlice } from './slice.ts';
import type { Disk } from './store.ts';
import { createVaultDisk } from './vault-disk.ts';

vi.setConfig({ testTimeout: 60_000 });

/** Encryption of each private slice. */
const privacy: Readonly<Record<string, 'vault' | 'device'>> = { carry: 'vault', taps: 'vault', run: 'device' };
/** Private slices whose values are lists of texts; each text is a part. */
const privateSlices = Object.entries(privacy).map(([name, by]) => {
  const listOfTexts = {
    name,
    initial: [],
    split: (value: unknown) => Object.fromEntries((value as string[]).map((text) => [text, text])),
    join: Object.values,
  };
  return { ...listOfTexts, private: by } as unknown as AnyPrivateSlice;
});

/** Makes two windows of a browser with a disk in memory, and keys of a device and of a vault that is locked at first. */
const makeDisk = async () => {
  const records = new Map<string, unknown>();
  const key = (person: string, name: string): string => `${person}/${name}`;
  const disk: Disk = {
    read: async (person, name) => structuredClone(records.get(key(person, name))),
    change: async (person, name, change) => {
      const changed = change(structuredClone(records.get(key(person, name))));
      records.set(key(person, name), structuredClone(changed));
      return changed;
    },
    writesNow: () => true,
    putNow: () => true,
    deleteAll: async () => records.clear(),
  };
  const keys = { device: await newDeviceKey(), vault: await newDeviceKey() };
  let open = false;
  const seals: Seals = {
    isOpen: async () => open,
    seal: async (person, centre, by, name, value) => {
      const sealed = await sealOnDevice(keys[by], { centre, person }, name, await encode(value));
      if (sealed.kind !== 'sealed') throw new Error(sealed.kind);
      return sealed.pieces;
    },
    open: async (person, centre, by, name, pieces) => {
      if (by === 'vault' && !open) throw new Error('locked');
      const opened = await openOnDevice(keys[by], { centre, person }, name, pieces as Uint8Array<ArrayBuffer>[]);
      if (opened.kind !== 'opened') throw new Error(opened.kind);
      return decode(opened.content);
    },
  };
  const writtenNames: string[] = [];
  const openWindow = () => createVaultDisk({ disk, seals: async () => seals, privacyOf: (name) => privacy[name] ?? null, privateSlices: async () => privateSlices, wrote: (_, name) => writtenNames.push(name) });
  const [here, another] = [openWindow(), openWindow()];
  return {
    disk: here,
    another,
    writtenNames,
    recordVault: async () => {
      await here.change('p', vaultMarkerName, () => 'main');
      another.onChange('p', vaultMarkerName);
    },
    setUnlocked: (unlocked: boolean) => void (open = unlocked),
    /** Every stored byte, as a reader of the disk sees it. */
    storedBytes: (): string =>
      [...records.values()]
        .map((value) => JSON.stringify(value, (_, one: unknown) => (one instanceof Uint8Array ? new TextDecoder('latin1').decode(one) : one)))
        .join('\n'),
  };
};

const add = (text: string) => (stored: unknown) => [...((stored as string[] | undefined) ?? []), text];

describe('a vault disk', () => {
  it('stores public slices unencrypted, and all slices while the person has no vault', async () => {
    const { disk, storedBytes, recordVault } = await makeDisk();
    await disk.change('p', 'carry', add('marker'));
    expect(storedBytes()).toContain('marker');
    expect(disk.writesNow('p', 'carry')).toBe(true);
    await recordVault();
    await disk.change('p', 'reset-prefs', add('tones'));
    expect(storedBytes()).toContain('tones');
  });

  it('encrypts existing data, accepts writes while the vault is locked, and merges both when it is unlocked', async () => {
    const { disk, storedBytes, recordVault, setUnlocked, writtenNames } = await makeDisk();
    await disk.change('p', 'carry', add('marker before'));
    await recordVault();
    await disk.sealExisting('p');
    expect(storedBytes()).not.toContain('marker');
    expect(await disk.read('p', 'carry')).toEqual(['marker before']);
    await disk.change('p', 'carry', add('marker locked'));
    await disk.change('p', 'run', () => 'marker run');
    expect(disk.writesNow('p', 'run')).toBe(false);
    setUnlocked(true);
    expect(await disk.read('p', 'carry')).toBeUndefined();
    const mergePending = () => disk.mergePending('p', async (name, value) => {
      await disk.change('p', name, (stored) => [...((stored as string[] | undefined) ?? []), ...(value as string[])]);
    });
    await mergePending();
    await mergePending();
    expect(await disk.read('p', 'carry')).toEqual(['marker before', 'marker locked']);
    setUnlocked(false);
    expect(await disk.read('p', 'carry')).toBeUndefined();
    expect(await disk.read('p', 'run')).toBe('marker run');
    expect(storedBytes()).not.toContain('marker');
    expect(new Set(writtenNames)).toEqual(new Set(['carry', 'run']));
  });

  it('stores unencrypted what can still be decrypted when the vault is deleted, and deletes the rest', async () => {
    const { disk, storedBytes, recordVault, setUnlocked } = await makeDisk();
    await recordVault();
    setUnlocked(true);
    await disk.change('p', 'carry', add('marker open'));
    await disk.change('p', 'taps', add('marker taps'));
    setUnlocked(false);
    await disk.change('p', 'carry', add('marker locked'));
    await disk.unsealAll('p');
    await disk.change('p', vaultMarkerName, () => null);
    expect(await disk.read('p', 'carry')).toEqual(['marker locked']);
    expect(await disk.read('p', 'taps')).toBeUndefined();
    await disk.change('p', 'taps', add('new'));
    expect(storedBytes()).not.toContain('sealedBy');
  });

  it('keeps both values of a slice, from the vault and from while it was locked, when the vault is deleted', async () => {
    const { disk, recordVault, setUnlocked } = await makeDisk();
    await recordVault();
    setUnlocked(true);
    await disk.change('p', 'carry', add('while unlocked'));
    setUnlocked(false);
    await disk.change('p', 'carry', add('while locked'));
    setUnlocked(true);
    await disk.unsealAll('p');
    await disk.change('p', vaultMarkerName, () => null);
    expect(await disk.read('p', 'carry')).toEqual(['while unlocked', 'while locked']);
  });

  it('loses no change of two windows, and opens nothing that was moved to another name', async () => {
    const { disk, another, recordVault, setUnlocked } = await makeDisk();
    await recordVault();
    setUnlocked(true);
    await Promise.all([1, 2, 3, 4].flatMap((n) => [disk.change('p', 'taps', add(`a${n}`)), another.change('p', 'taps', add(`b${n}`))]));
    expect(((await disk.read('p', 'taps')) as string[]).toSorted()).toEqual(['a1', 'a2', 'a3', 'a4', 'b1', 'b2', 'b3', 'b4']);
    const key = await newDeviceKey();
    const owner = { centre: 'main', person: 'p' };
    const sealed = await sealOnDevice(key, owner, 'taps', new Uint8Array(2_500_000).fill(7));
    if (sealed.kind !== 'sealed') throw new Error(sealed.kind);
    const [first, second, third] = sealed.pieces;
    expect(await openOnDevice(key, owner, 'taps', sealed.pieces)).toMatchObject({ kind: 'opened' });
    expect(await openOnDevice(key, owner, 'carry', sealed.pieces)).toEqual({ kind: 'other-item' });
    expect(await openOnDevice(key, owner, 'taps', [first!, second!])).toEqual({ kind: 'other-item' });
    expect((await openOnDevice(key, owner, 'taps', [second!, first!, third!])).kind).not.toBe('opened');
  });
});
