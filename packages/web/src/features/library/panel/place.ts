import type { PlanId } from '@onhook/core/reset';
import { useState } from 'react';

/** Where in the library somebody is. */
export type Place =
  | { readonly kind: 'list' | 'ordering' | 'honest' | 'circle' }
  | { readonly kind: 'card'; readonly plan: PlanId };

const start: Place = { kind: 'list' };
let last: Place = start;

/** Where the library opens. A call closes it, and it opens again where it was. */
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
