import { type Bytes, concat, framedText, sha256, utf8 } from './bytes.ts';
import type { VaultOwner } from './owner.ts';

declare const brand: unique symbol;
/** Output of a passkey's PRF extension for {@link passkeyPrfInput}. It is never used for signing in. */
export type PasskeySecret = Bytes & { readonly [brand]: 'PasskeySecret' };

/** Computes the input of a passkey's PRF extension (`eval.first` of WebAuthn), which differs for every owner. */
export const passkeyPrfInput = (owner: VaultOwner): Promise<Bytes> =>
  sha256(concat(utf8('onhook vault 1 passkey'), framedText(owner.centre), framedText(owner.person)));

/** Reads the 32 bytes of PRF output; null for another length. */
export const readPasskeySecret = (output: ArrayBuffer): PasskeySecret | null =>
  output.byteLength === 32 ? (new Uint8Array(output) as PasskeySecret) : null;
