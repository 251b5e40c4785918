import { type Bytes, fromBase64Url, isEqual, textOf, toBase64Url, utf8 } from './bytes.ts';
import type { VaultOwner } from './owner.ts';
import { type PublicKeyBundle, readPublicKeyBundle } from './public-key-bundle.ts';
import { refuse, type Refusal } from './refusal.ts';

interface Pin {
  readonly fingerprint: string;
  /** Epoch milliseconds of the first use. */
  readonly since: number;
}

/** Fingerprints of other people's keys by person, as first used. The vault stores them (purpose `pins`), so all devices share them. */
export type Pins = Readonly<Record<string, Pin>>;

declare const brand: unique symbol;
/** A bundle that matches its pin. Only such a bundle can be sealed to, or opened from. */
export type TrustedKeys = PublicKeyBundle & { readonly [brand]: 'TrustedKeys' };

export interface PinnedKeys {
  readonly kind: 'trusted';
  readonly publicKeys: TrustedKeys;
  /** Pins to store before the keys are used. */
  readonly pins: Pins;
  readonly isFirst: boolean;
}

/** The published keys differ from the pinned ones. Nothing goes on until both people have compared the fingerprints. */
export interface KeyChanged {
  readonly kind: 'key-changed';
  /** Fingerprint of the pinned keys. */
  readonly pinned: Bytes;
  /** Fingerprint of the published keys. */
  readonly published: Bytes;
}

const withPin = (pins: Pins, { owner, fingerprint }: PublicKeyBundle, since: number): Pins => ({
  ...pins,
  [owner.person]: { fingerprint: toBase64Url(fingerprint), since },
});

/**
 * Checks the published keys of a person against their pin, and pins them on first use.
 *
 * @param at epoch milliseconds, stored in a new pin
 * @returns trusted keys with the pins to store; {@link KeyChanged} for other keys than the pinned; a refusal for bytes that are not
 * the keys of `owner`
 * @example
 * const result = await trustOnFirstUse(pins, { centre, person: 'noor' }, published, now);
 * if (result.kind === 'trusted') await sealShare(vault, result.publicKeys, terms, content);
 */
export const trustOnFirstUse = async (pins: Pins, owner: VaultOwner, published: Bytes, at: number): Promise<PinnedKeys | KeyChanged | Refusal> => {
  const read = await readPublicKeyBundle(owner, published);
  if (read.kind !== 'bundle') return read;
  const publicKeys = read.publicKeys as TrustedKeys;
  const known = Object.hasOwn(pins, owner.person) ? pins[owner.person] : undefined;
  if (!known) return { kind: 'trusted', publicKeys, pins: withPin(pins, publicKeys, at), isFirst: true };
  const pinned = fromBase64Url(known.fingerprint);
  if (pinned && isEqual(pinned, publicKeys.fingerprint)) return { kind: 'trusted', publicKeys, pins, isFirst: false };
  return { kind: 'key-changed', pinned: pinned ?? new Uint8Array(), published: publicKeys.fingerprint };
};

/**
 * Pins changed keys, after the two people have compared fingerprints.
 *
 * @param compared the fingerprint that they compared
 * @returns trusted keys; `key-changed` when the published keys have another fingerprint than the compared one
 */
export const acceptChangedKey = async (
  pins: Pins,
  owner: VaultOwner,
  published: Bytes,
  compared: Bytes,
  at: number,
): Promise<PinnedKeys | Refusal> => {
  const read = await readPublicKeyBundle(owner, published);
  if (read.kind !== 'bundle') return read;
  const publicKeys = read.publicKeys as TrustedKeys;
  if (!isEqual(publicKeys.fingerprint, compared)) return refuse('key-changed');
  return { kind: 'trusted', publicKeys, pins: withPin(pins, publicKeys, at), isFirst: false };
};

/** Encodes pins as the content of an item of purpose `pins`. */
export const encodePins = (pins: Pins): Bytes => utf8(JSON.stringify(pins));

/**
 * Decodes the content of an opened item of purpose `pins`.
 *
 * @throws SyntaxError or TypeError for other content
 */
export const decodePins = (content: Bytes): Pins => JSON.parse(textOf(content)) as Pins;
