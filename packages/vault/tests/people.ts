import { type Bytes, type CreatedVault, newMemory, type Passphrase, type VaultOwner, prepareVault, readPassphrase, textOf, utf8 } from '../src/index.ts';

/** Reads a passphrase that is long enough. */
export const words = (text: string): Passphrase => readPassphrase(text)!;
export const text = utf8;
/** Returns the text of opened content, or the kind of the refusal. */
export const contentOf = (opened: { readonly kind: string; readonly content?: Bytes }): string =>
  opened.content ? textOf(opened.content) : opened.kind;

export interface Person extends CreatedVault {
  readonly owner: VaultOwner;
  readonly passphrase: Passphrase;
  readonly recoveryKey: readonly string[];
}

/** Creates a person with a vault, as the app does. */
export const newPerson = async (person: string, centre = 'main'): Promise<Person> => {
  const owner = { centre, person };
  const passphrase = words(`what only ${person} knows`);
  const prepared = await prepareVault(owner, passphrase, newMemory(owner));
  if (prepared.kind !== 'to-confirm') throw new Error(prepared.kind);
  const { recoveryKey, askedGroups: asked } = prepared;
  const made = await prepared.confirm([recoveryKey[asked[0]]!, recoveryKey[asked[1]]!]);
  if (made.kind !== 'created') throw new Error(made.kind);
  return { ...made, owner, passphrase, recoveryKey };
};
