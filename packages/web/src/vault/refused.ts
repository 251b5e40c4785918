import type { RefusalKind } from '@onhook/vault';
import { m } from '../generated/messages/messages.js';

/** Message for each kind of refusal. */
export const refusalWords: Readonly<Record<RefusalKind, () => string>> = {
  'cannot-seal-here': m.vault_r_cannot_seal_here,
  locked: m.vault_r_locked,
  'too-large': m.vault_r_too_large,
  'wrong-passphrase': m.vault_r_wrong_passphrase,
  'wrong-recovery-key': m.vault_r_wrong_recovery_key,
  'wrong-passkey': m.vault_r_wrong_passkey,
  'cost-too-low': m.vault_r_cost_too_low,
  'cost-too-high': m.vault_r_cost_too_high,
  'unknown-suite': m.vault_r_unknown_suite,
  truncated: m.vault_r_truncated,
  altered: m.vault_r_altered,
  'other-centre': m.vault_r_other_centre,
  'other-person': m.vault_r_other_person,
  'other-item': m.vault_r_other_item,
  'other-purpose': m.vault_r_other_purpose,
  'rolled-back': m.vault_r_rolled_back,
  forked: m.vault_r_forked,
  withheld: m.vault_r_withheld,
  'not-listed': m.vault_r_not_listed,
  'own-key-swapped': m.vault_r_own_key_swapped,
  'not-for-you': m.vault_r_not_for_you,
  'not-from-them': m.vault_r_not_from_them,
  'other-thread': m.vault_r_other_thread,
  forged: m.vault_r_forged,
  'key-changed': m.vault_r_key_changed,
};
