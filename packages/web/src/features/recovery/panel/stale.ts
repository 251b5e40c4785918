import type { PanelView } from '@onhook/contract';

/** Corrects a view that the server no longer confirms: once the pause is over by the clock, the recovery and its offer are dropped. */
export const stale = (view: PanelView, now: number): PanelView => {
  const pausedUntil = view.recovery?.pausedUntil;
  if (pausedUntil == null || pausedUntil > now) return view;
  return { ...view, recovery: null, offer: null, line: view.line && { ...view.line, state: 'unknown', reason: null } };
};
