import type { RequestForMe, Somebody } from '@onhook/contract';
import type { Space } from '@onhook/core/debrief';
import { m } from '../../../generated/messages/messages.js';
import type { NotShared } from './sealed.ts';

export const spaceWords: Readonly<Record<Space, () => string>> = {
  'ten-minutes': m.debrief_space_ten,
  'rest-of-hour': m.debrief_space_hour,
  'go-home': m.debrief_space_home,
  'as-long-as-needed': m.debrief_space_long,
};

/** Describes a request to the person who received it. */
export const asksWords = ({ wish, from }: Pick<RequestForMe, 'wish' | 'from'>): string => {
  switch (wish.kind) {
    case 'word':
      return m.debrief_asks_word(from);
    case 'space':
      return m.debrief_asks_space({ name: from.name, space: spaceWords[wish.space]() });
    case 'view':
      return m.debrief_asks_view(from);
  }
};

/**
 * Explains why nothing was sealed or opened, and what to do about it.
 *
 * @param locked sentence that says where to unlock the vault on this page
 */
export const notSharedWords = (kind: NotShared | 'not-found', { name }: Pick<Somebody, 'name'>, locked: string): string => {
  switch (kind) {
    case 'not-found':
      return m.debrief_gone();
    case 'they-have-no-vault':
      return m.debrief_no_vault({ name });
    case 'locked':
      return locked;
    case 'key-changed':
      return m.debrief_key_changed({ name });
    case 'failed':
      return m.debrief_not_shared();
  }
};
