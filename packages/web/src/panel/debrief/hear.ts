import type { DebriefView } from '@onhook/contract';

const hearing = new Set<(view: DebriefView) => void>();
let last: DebriefView | null = null;

export const lastDebrief = (): DebriefView | null => last;

/** What was pushed or answered: the newest is shown everywhere. */
export const tellDebrief = (view: DebriefView): void => {
  if (last && view.serverNow < last.serverNow) return;
  last = view;
  for (const hear of hearing) hear(view);
};

export const hearDebrief = (hear: (view: DebriefView) => void): (() => void) => {
  hearing.add(hear);
  return () => void hearing.delete(hear);
};
