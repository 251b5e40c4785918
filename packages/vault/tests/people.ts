import { type Bytes, type CreatedVault, newMemory, type Passphrase, type VaultOwner, prepareVault, readPassphrase, textOf, utf8 } from '../src/index.ts';

export const words = (text: string): Passphrase => readPassphrase(text)!;
export const text = utf8;
export const said = (opened: { readonly kind: string; readonly content?: Bytes }): string =>
  opened.content ? textOf(opened.content) : opened.kind;

export interface Person extends CreatedVault {
  readonly place: VaultOwner;
  readonly passphrase: Passphrase;
  readonly recoveryKey: readonly string[];
}

/** A person with a vault, made as the app makes it. */
export const newPerson = async (person: string, centre = 'main'): Promise<Person> => {
  const place = { centre, person };
  const passphrase = words(`what only ${person} knows`);
  const prepared = await prepareVault(place, passphrase, newMemory(place));
  if (prepared.kind !== 'to-confirm') throw new Error(prepared.kind);
  const { recoveryKey, askedGroups: asked } = prepared;
  const made = await prepared.confirm([recoveryKey[asked[0]]!, recoveryKey[asked[1]]!]);
  if (made.kind !== 'created') throw new Error(made.kind);
  return { ...made, place, passphrase, recoveryKey };
};
