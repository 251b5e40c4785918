import { type Bytes, concat, framedText, sha256, utf8 } from './bytes.ts';
import type { VaultOwner } from './owner.ts';

declare const brand: unique symbol;
/** What a passkey's PRF extension answered to {@link passkeyPrfInput}; never what it signs in with. */
export type PasskeySecret = Bytes & { readonly [brand]: 'PasskeySecret' };

/** What a passkey's PRF extension is to be asked (`eval.first`). */
export const passkeyPrfInput = (place: VaultOwner): Promise<Bytes> =>
  sha256(concat(utf8('onhook vault 1 passkey'), framedText(place.centre), framedText(place.person)));

/** Null for what is no answer. */
export const readPasskeySecret = (answer: ArrayBuffer): PasskeySecret | null =>
  answer.byteLength === 32 ? (new Uint8Array(answer) as PasskeySecret) : null;
