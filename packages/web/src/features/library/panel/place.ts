import type { PlanId } from '@onhook/core/reset';
import { useState } from 'react';

/** Place in the library that the agent is looking at. */
export type Place =
  | { readonly kind: 'list' | 'ordering' | 'honest' | 'circle' }
  | { readonly kind: 'card'; readonly plan: PlanId };

const start: Place = { kind: 'list' };
let last: Place = start;

/** Sets the place at which the library opens next. A call closes the library, and afterwards it opens at the same place again. */
export const openAt = (place: Place): void => {
  last = place;
};

export const forgetPlace = (): void => openAt(start);

export const usePlace = (): readonly [Place, (place: Place) => void] => {
  const [place, setPlace] = useState<Place>(last);
  return [
    place,
    (next) => {
      openAt(next);
      setPlace(next);
    },
  ];
};
