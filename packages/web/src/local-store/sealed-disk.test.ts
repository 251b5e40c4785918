import { newDeviceKey, openOnDevice, sealOnDevice } from '@onhook/vault';
import { describe, expect, it, vi } from 'vitest';
import { decode, encode } from '../vault/codec.ts';
import type { Seals } from './sealed-disk.ts';
import { thereName } from './sealed-names.ts';
import type { Disk } from './store.ts';
import { createVaultDisk } from './vault-disk.ts';

vi.setConfig({ testTimeout: 60_000 });

/** The slices that are private here. */
const privacy: Readonly<Record<string, 'vault' | 'device'>> = { carry: 'vault', taps: 'vault', run: 'device' };
const privateSlices = Object.entries(privacy).map(([name, by]) => ({ name, private: by }));

/** A disk in memory, and keys of a device and of a vault that is open or not. */
const desk = async () => {
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
  const wrote: string[] = [];
  const make = () => createVaultDisk({ disk, seals: async () => seals, privacyOf: (name) => privacy[name] ?? null, privateSlices: async () => privateSlices, wrote: (_, name) => wrote.push(name) });
  const [here, another] = [make(), make()];
  return {
    disk: here,
    another,
    wrote,
    thereIs: async () => {
      await here.change('p', thereName, () => 'main');
      another.turned('p', thereName);
    },
    turn: (on: boolean) => void (open = on),
    /** Every stored byte, as a reader of the disk sees it. */
    lies: (): string =>
      [...records.values()]
        .map((value) => JSON.stringify(value, (_, one: unknown) => (one instanceof Uint8Array ? new TextDecoder('latin1').decode(one) : one)))
        .join('\n'),
  };
};

const add = (text: string) => (stored: unknown) => [...((stored as string[] | undefined) ?? []), text];

describe('a disk of somebody with a vault', () => {
  it('keeps as it is what is not private, and everything of whoever has no vault', async () => {
    const { disk, lies, thereIs } = await desk();
    await disk.change('p', 'carry', add('marker'));
    expect(lies()).toContain('marker');
    expect(disk.writesNow('p', 'carry')).toBe(true);
    await thereIs();
    await disk.change('p', 'reset-prefs', add('tones'));
    expect(lies()).toContain('tones');
  });

  it('moves what lay plain, keeps what is written while locked, and gives up nothing of either when it is opened', async () => {
    const { disk, lies, thereIs, turn, wrote } = await desk();
    await disk.change('p', 'carry', add('marker before'));
    await thereIs();
    await disk.encryptExisting('p');
    expect(lies()).not.toContain('marker');
    expect(await disk.read('p', 'carry')).toEqual(['marker before']);
    await disk.change('p', 'carry', add('marker locked'));
    await disk.change('p', 'run', () => 'marker run');
    expect(disk.writesNow('p', 'run')).toBe(false);
    turn(true);
    expect(await disk.read('p', 'carry')).toBeUndefined();
    const take = () => disk.mergePending('p', async (name, value) => {
      await disk.change('p', name, (stored) => [...((stored as string[] | undefined) ?? []), ...(value as string[])]);
    });
    await take();
    await take();
    expect(await disk.read('p', 'carry')).toEqual(['marker before', 'marker locked']);
    turn(false);
    expect(await disk.read('p', 'carry')).toBeUndefined();
    expect(await disk.read('p', 'run')).toBe('marker run');
    expect(lies()).not.toContain('marker');
    expect(new Set(wrote)).toEqual(new Set(['carry', 'run']));
  });

  it('lies plain again when there is no vault any more, as far as it can be opened', async () => {
    const { disk, lies, thereIs, turn } = await desk();
    await thereIs();
    turn(true);
    await disk.change('p', 'carry', add('marker open'));
    await disk.change('p', 'taps', add('marker taps'));
    turn(false);
    await disk.change('p', 'carry', add('marker locked'));
    await disk.unseal('p');
    await disk.change('p', thereName, () => null);
    expect(await disk.read('p', 'carry')).toEqual(['marker locked']);
    expect(await disk.read('p', 'taps')).toBeUndefined();
    await disk.change('p', 'taps', add('new'));
    expect(lies()).not.toContain('sealedBy');
  });

  it('loses no change of two windows, and opens nothing that was moved to another name', async () => {
    const { disk, another, thereIs, turn } = await desk();
    await thereIs();
    turn(true);
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
