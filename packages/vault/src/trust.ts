import { type Bytes, fromBase64Url, isEqual, textOf, toBase64Url, utf8 } from './bytes.ts';
import { type PublicKeyBundle, readPublicKeyBundle } from './public-key-bundle.ts';
import type { VaultOwner } from './owner.ts';
import { refuse, type Refusal } from './refusal.ts';

interface Pin {
  readonly fingerprint: string;
  readonly since: number;
}

/** Whose key was which when it was first met. Kept sealed in the vault (purpose `pins`), so that all devices know it. */
export type Pins = Readonly<Record<string, Pin>>;

declare const brand: unique symbol;
/** A card that is the pinned one: the only kind that can be sealed to, or opened from. */
export type TrustedKeys = PublicKeyBundle & { readonly [brand]: 'TrustedCard' };

export interface PinnedKeys {
  readonly kind: 'trusted';
  readonly publicKeys: TrustedKeys;
  /** To be kept before the card is used. */
  readonly pins: Pins;
  readonly isFirst: boolean;
}

/** Another key than the pinned one: a stop, and both fingerprints to be compared with the person themselves. */
export interface KeyChanged {
  readonly kind: 'key-changed';
  readonly pinned: Bytes;
  readonly published: Bytes;
}

const pin = (pins: Pins, card: PublicKeyBundle, at: number): Pins => ({
  ...pins,
  [card.owner.person]: { fingerprint: toBase64Url(card.fingerprint), since: at },
});

/** Reads the card the server hands out for a person, and holds it against the one known before. */
export const trustOnFirstUse = async (pins: Pins, place: VaultOwner, published: Bytes, at: number): Promise<PinnedKeys | KeyChanged | Refusal> => {
  const read = await readPublicKeyBundle(place, published);
  if (read.kind !== 'card') return read;
  const { card } = read;
  const known = Object.hasOwn(pins, place.person) ? pins[place.person] : undefined;
  if (!known) return { kind: 'trusted', publicKeys: card as TrustedKeys, pins: pin(pins, card, at), isFirst: true };
  const was = fromBase64Url(known.fingerprint);
  if (was && isEqual(was, card.fingerprint)) return { kind: 'trusted', publicKeys: card as TrustedKeys, pins, isFirst: false };
  return { kind: 'key-changed', pinned: was ?? new Uint8Array(), published: card.fingerprint };
};

/** Takes a changed key as theirs. Only for somebody who has compared `compared` with the person. */
export const acceptChangedKey = async (pins: Pins, place: VaultOwner, published: Bytes, compared: Bytes, at: number): Promise<PinnedKeys | Refusal> => {
  const read = await readPublicKeyBundle(place, published);
  if (read.kind !== 'card') return read;
  if (!isEqual(read.card.fingerprint, compared)) return refuse('key-changed');
  return { kind: 'trusted', publicKeys: read.card as TrustedKeys, pins: pin(pins, read.card, at), isFirst: false };
};

export const encodePins = (pins: Pins): Bytes => utf8(JSON.stringify(pins));

/** Of what an opened item of purpose `pins` holds. */
export const decodePins = (content: Bytes): Pins => JSON.parse(textOf(content)) as Pins;
