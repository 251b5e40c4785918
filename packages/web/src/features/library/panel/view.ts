import type { PlanId } from '@onhook/core/reset';
import { useState } from 'react';

/** View of the library that the agent is looking at. */
export type LibraryView =
  | { readonly kind: 'list' | 'ordering' | 'honest' | 'circle' }
  | { readonly kind: 'card'; readonly plan: PlanId };

const start: LibraryView = { kind: 'list' };
let last: LibraryView = start;

/** Sets the view with which the library opens next. A call closes the library, which then opens with the same view again. */
export const openAt = (view: LibraryView): void => {
  last = view;
};

export const resetLibraryView = (): void => openAt(start);

export const useLibraryView = (): readonly [LibraryView, (view: LibraryView) => void] => {
  const [view, setView] = useState<LibraryView>(last);
  return [
    view,
    (next) => {
      openAt(next);
      setView(next);
    },
  ];
};
