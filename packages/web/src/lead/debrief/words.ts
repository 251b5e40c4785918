import type { Somebody } from '@onhook/contract';
import type { NotShared } from '../../debrief/sealed.ts';
import { m } from '../../generated/messages/messages.js';

/** Why nothing was sealed or opened, and what to do about it. */
export const notSharedWords = (kind: NotShared | 'not-found', { name }: Somebody): string => {
  switch (kind) {
    case 'not-found':
      return m.debrief_gone();
    case 'they-have-no-vault':
      return m.debrief_no_vault({ name });
    case 'locked':
      return m.debrief_lead_vault();
    case 'key-changed':
      return m.debrief_key_changed({ name });
    case 'failed':
      return m.debrief_not_shared();
  }
};
