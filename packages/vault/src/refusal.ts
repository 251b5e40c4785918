/** Why something was not done. Each has a sentence that a person can read; what was private is in none of them. */
export type Refusal =
  /** This browser, or this address without https, lacks the cryptography. */
  | { readonly kind: 'cannot-seal-here' }
  | { readonly kind: 'locked' }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'wrong-passphrase' }
  | { readonly kind: 'wrong-recovery-key' }
  | { readonly kind: 'wrong-passkey' }
  /** The server asks to make guessing the passphrase cheaper than it may be. */
  | { readonly kind: 'cost-too-low' }
  | { readonly kind: 'cost-too-high' }
  /** Sealed in a way this version does not know: an older, weaker one, or one to come. */
  | { readonly kind: 'unknown-suite' }
  | { readonly kind: 'truncated' }
  | { readonly kind: 'altered' }
  | { readonly kind: 'other-centre' }
  | { readonly kind: 'other-person' }
  | { readonly kind: 'other-item' }
  | { readonly kind: 'other-purpose' }
  /** Older than what this device, or the list of everything, has seen. */
  | { readonly kind: 'rolled-back' }
  /** The same version in two forms, or a history without what this device wrote. */
  | { readonly kind: 'forked' }
  /** On the list of everything, and not handed out. */
  | { readonly kind: 'withheld' }
  /** Handed out, and not on the list of everything. */
  | { readonly kind: 'not-listed' }
  /** Others are given a key as this person's that is not theirs. */
  | { readonly kind: 'own-key-swapped' }
  | { readonly kind: 'not-for-you' }
  | { readonly kind: 'not-from-them' }
  | { readonly kind: 'other-thread' }
  | { readonly kind: 'forged' }
  /** A person's public key is not the one that was pinned. */
  | { readonly kind: 'key-changed' };

export type RefusalKind = Refusal['kind'];

export const refuse = (kind: RefusalKind): Refusal => ({ kind });
