import { openOnDevice, type VaultOwner, sealOnDevice, type Vault, type DeviceKey } from '@onhook/vault';
import type { Seals } from '../local-store/sealed-disk.ts';
import type { SealingKey } from '../local-store/sealed-names.ts';
import { decode, encode } from './codec.ts';
import { deviceKeyOf, openVault } from './key-session.ts';

const keyOf = async (owner: VaultOwner, by: SealingKey): Promise<Vault | DeviceKey> => {
  const key = by === 'device' ? await deviceKeyOf(owner.person) : await openVault(owner);
  if (!key) throw new Error('locked');
  return key;
};

/** Seals and opens the data that this browser stores. */
export const seals: Seals = {
  isOpen: async (person, centre) => (await openVault({ centre, person })) !== null,
  seal: async (person, centre, by, name, value) => {
    const owner = { centre, person };
    const sealed = await sealOnDevice(await keyOf(owner, by), owner, name, await encode(value));
    if (sealed.kind !== 'sealed') throw new Error(sealed.kind);
    return sealed.pieces;
  },
  open: async (person, centre, by, name, pieces) => {
    const owner = { centre, person };
    const opened = await openOnDevice(await keyOf(owner, by), owner, name, pieces.map((piece) => new Uint8Array(piece)));
    if (opened.kind !== 'opened') throw new Error(opened.kind);
    return decode(opened.content);
  },
};
