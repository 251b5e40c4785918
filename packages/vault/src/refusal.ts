/** Reason for a refusal. The web package has a sentence for each; no reason carries private content. */
export type Refusal =
  /** The browser lacks the cryptography, or the address has no https. */
  | { readonly kind: 'cannot-seal-here' }
  | { readonly kind: 'locked' }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'wrong-passphrase' }
  | { readonly kind: 'wrong-recovery-key' }
  | { readonly kind: 'wrong-passkey' }
  /** The server asks to make guessing the passphrase cheaper than it may be. */
  | { readonly kind: 'cost-too-low' }
  | { readonly kind: 'cost-too-high' }
  /** Sealed with a cipher suite or purpose that this version does not know. */
  | { readonly kind: 'unknown-suite' }
  | { readonly kind: 'truncated' }
  | { readonly kind: 'altered' }
  | { readonly kind: 'other-centre' }
  | { readonly kind: 'other-person' }
  | { readonly kind: 'other-item' }
  | { readonly kind: 'other-purpose' }
  /** Older than the state that this device or the manifest knows. */
  | { readonly kind: 'rolled-back' }
  /** Two records with the same version, or a history without a write of this device. */
  | { readonly kind: 'forked' }
  /** In the manifest, and not returned by the server. */
  | { readonly kind: 'withheld' }
  /** Returned by the server, and not in the manifest. */
  | { readonly kind: 'not-listed' }
  /** The server shows others a public key as this person's that is not in the vault. */
  | { readonly kind: 'own-key-swapped' }
  | { readonly kind: 'not-for-you' }
  | { readonly kind: 'not-from-them' }
  | { readonly kind: 'other-thread' }
  | { readonly kind: 'forged' }
  /** Another public key than the pinned one. */
  | { readonly kind: 'key-changed' };

export type RefusalKind = Refusal['kind'];

/** Creates a refusal. */
export const refuse = (kind: RefusalKind): Refusal => ({ kind });
