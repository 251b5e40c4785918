import type { MeetingPlace } from '@onhook/core/circle';
import { m } from '../../../generated/messages/messages.js';

/** Meeting places in the asker's words. */
export const placeWords: Readonly<Record<MeetingPlace, () => string>> = {
  'my-desk': m.circle_place_my_desk,
  'your-desk': m.circle_place_your_desk,
  phone: m.circle_place_phone,
  kitchen: m.circle_place_kitchen,
};

/** Meeting places for the person asked. They name the asker, because "my desk" would mean the reader's. */
export const placeOf: Readonly<Record<MeetingPlace, (asker: { name: string }) => string>> = {
  'my-desk': m.circle_place_of_my_desk,
  'your-desk': () => m.circle_place_of_your_desk(),
  phone: () => m.circle_place_of_phone(),
  kitchen: () => m.circle_place_of_kitchen(),
};
