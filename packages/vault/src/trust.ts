import { type Bytes, fromBase64Url, same, textOf, toBase64Url, utf8 } from './bytes.ts';
import { type Card, readCard } from './card.ts';
import type { Place } from './place.ts';
import { refuse, type Refusal } from './refusal.ts';

interface Pin {
  readonly fingerprint: string;
  readonly since: number;
}

/** Whose key was which when it was first met. Kept sealed in the vault (purpose `pins`), so that all devices know it. */
export type Pins = Readonly<Record<string, Pin>>;

declare const brand: unique symbol;
/** A card that is the pinned one: the only kind that can be sealed to, or opened from. */
export type TrustedCard = Card & { readonly [brand]: 'TrustedCard' };

export interface Met {
  readonly kind: 'trusted';
  readonly card: TrustedCard;
  /** To be kept before the card is used. */
  readonly pins: Pins;
  readonly first: boolean;
}

/** Another key than the pinned one: a stop, and both fingerprints to be compared with the person themselves. */
export interface KeyChanged {
  readonly kind: 'key-changed';
  readonly was: Bytes;
  readonly now: Bytes;
}

const pin = (pins: Pins, card: Card, at: number): Pins => ({
  ...pins,
  [card.place.person]: { fingerprint: toBase64Url(card.fingerprint), since: at },
});

/** Reads the card the server hands out for a person, and holds it against the one known before. */
export const meet = async (pins: Pins, place: Place, published: Bytes, at: number): Promise<Met | KeyChanged | Refusal> => {
  const read = await readCard(place, published);
  if (read.kind !== 'card') return read;
  const { card } = read;
  const known = Object.hasOwn(pins, place.person) ? pins[place.person] : undefined;
  if (!known) return { kind: 'trusted', card: card as TrustedCard, pins: pin(pins, card, at), first: true };
  const was = fromBase64Url(known.fingerprint);
  if (was && same(was, card.fingerprint)) return { kind: 'trusted', card: card as TrustedCard, pins, first: false };
  return { kind: 'key-changed', was: was ?? new Uint8Array(), now: card.fingerprint };
};

/** Takes a changed key as theirs. Only for somebody who has compared `compared` with the person. */
export const acceptChangedKey = async (pins: Pins, place: Place, published: Bytes, compared: Bytes, at: number): Promise<Met | Refusal> => {
  const read = await readCard(place, published);
  if (read.kind !== 'card') return read;
  if (!same(read.card.fingerprint, compared)) return refuse('key-changed');
  return { kind: 'trusted', card: read.card as TrustedCard, pins: pin(pins, read.card, at), first: false };
};

export const pinsBytes = (pins: Pins): Bytes => utf8(JSON.stringify(pins));

/** Of what an opened item of purpose `pins` holds. */
export const readPins = (content: Bytes): Pins => JSON.parse(textOf(content)) as Pins;
