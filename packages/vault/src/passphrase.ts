declare const brand: unique symbol;
/** A passphrase for the vault, chosen by the person. It is never a secret that also signs somebody in. */
export type Passphrase = string & { readonly [brand]: 'Passphrase' };

/** Least length of a passphrase, in characters. */
export const minPassphraseLength = 10;

/**
 * Normalises a typed passphrase (NFKC), so that the same letters of two keyboards are the same passphrase.
 *
 * @returns null when it is shorter than {@link minPassphraseLength}
 */
export const readPassphrase = (typed: string): Passphrase | null => {
  const text = typed.normalize('NFKC');
  return [...text].length < minPassphraseLength ? null : (text as Passphrase);
};
