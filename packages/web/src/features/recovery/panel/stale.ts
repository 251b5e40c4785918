import type { PanelView } from '@onhook/contract';

/** What is left of a view that nobody has confirmed: minutes that are over by the clock are over. */
export const stale = (view: PanelView, now: number): PanelView => {
  const heldUntil = view.recovery?.heldUntil;
  if (heldUntil == null || heldUntil > now) return view;
  return { ...view, recovery: null, offer: null, line: view.line && { ...view.line, state: 'unknown', reason: null } };
};
