import { m } from '../../../generated/messages/messages.js';
import type { VaultUnavailable } from '../../../vault/index.ts';
import { refusalWords } from '../../../vault/refused.ts';

/** Explains to the owner why the vault cannot be used now. */
export const notNowWords = (why: VaultUnavailable): string => {
  switch (why.kind) {
    case 'offline':
      return m.vault_offline();
    case 'failed':
      return m.vault_failed();
    case 'full':
      return m.vault_full();
    case 'locked':
      return refusalWords.locked();
    case 'none':
      return m.vault_none();
    case 'gone':
      return m.vault_gone();
    case 'refused':
      return refusalWords[why.why]();
  }
};
