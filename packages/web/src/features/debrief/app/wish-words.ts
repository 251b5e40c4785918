import type { RequestForMe } from '@onhook/contract';
import type { Space } from '@onhook/core/debrief';
import { m } from '../../../generated/messages/messages.js';

const wishedSpace: Readonly<Record<Space, () => string>> = {
  'ten-minutes': m.debrief_wish_ten,
  'rest-of-hour': m.debrief_wish_hour,
  'go-home': m.debrief_wish_home,
  'as-long-as-needed': m.debrief_wish_long,
};

/** Describes a wish on the card of the person who made it. */
export const wishOnCard = (wish: RequestForMe['wish']): string => {
  switch (wish.kind) {
    case 'word':
      return m.debrief_wish_word();
    case 'space':
      return wishedSpace[wish.space]();
    case 'view':
      return m.debrief_wish_view();
  }
};
