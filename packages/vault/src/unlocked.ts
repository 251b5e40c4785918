import type { Card } from './card.ts';
import type { Place } from './place.ts';

/** A vault that is open: whoever holds it can seal and open, and take no key out of it. */
export interface Vault {
  readonly place: Place;
  readonly card: Card;
}

/** None of these can be exported from the browser. */
export interface Secrets {
  readonly master: CryptoKey;
  readonly agree: CryptoKey;
  readonly sign: CryptoKey;
}

const open = new WeakMap<Vault, Secrets>();

export const unlocked = (place: Place, card: Card, secrets: Secrets): Vault => {
  const vault: Vault = { place, card };
  open.set(vault, secrets);
  return vault;
};

/** Null once it is locked. */
export const secretsOf = (vault: Vault): Secrets | null => open.get(vault) ?? null;

/** From here on nothing is sealed or opened with it. */
export const lock = (vault: Vault): void => void open.delete(vault);

declare const brand: unique symbol;
/** An open vault as a browser's own database can keep it; not as text, and not to be sent. */
export interface KeptVault {
  readonly [brand]: true;
}

interface Kept extends Secrets {
  readonly place: Place;
  readonly card: Card;
}

/** For "stay unlocked on this device": null when it is locked already. */
export const keepUnlocked = (vault: Vault): KeptVault | null => {
  const secrets = secretsOf(vault);
  return secrets && ({ place: vault.place, card: vault.card, ...secrets } satisfies Kept as unknown as KeptVault);
};

/** Null when it is another person's or another centre's. */
export const reviveUnlocked = (place: Place, kept: KeptVault): Vault | null => {
  const { place: of, card, master, agree, sign } = kept as unknown as Kept;
  return of.centre === place.centre && of.person === place.person ? unlocked(of, card, { master, agree, sign }) : null;
};
