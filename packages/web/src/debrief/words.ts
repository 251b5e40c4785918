import type { RequestForMe } from '@onhook/contract';
import type { Space } from '@onhook/core/debrief';
import { m } from '../generated/messages/messages.js';

export const spaceWords: Readonly<Record<Space, () => string>> = {
  'ten-minutes': m.debrief_space_ten,
  'rest-of-hour': m.debrief_space_hour,
  'go-home': m.debrief_space_home,
  'as-long-as-needed': m.debrief_space_long,
};

/** What somebody asks, to whom it is asked of. */
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
