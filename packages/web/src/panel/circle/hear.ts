import type { CircleView } from '@onhook/contract';

const hearing = new Set<(view: CircleView) => void>();
let last: CircleView | null = null;

export const lastCircle = (): CircleView | null => last;

/** What was pushed or answered: the newest is shown everywhere. */
export const tellCircle = (view: CircleView): void => {
  if (last && view.serverNow < last.serverNow) return;
  last = view;
  for (const hear of hearing) hear(view);
};

export const hearCircle = (hear: (view: CircleView) => void): (() => void) => {
  hearing.add(hear);
  return () => void hearing.delete(hear);
};
