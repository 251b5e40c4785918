/**
 * Calls `wake` when this page may have missed messages. `wasCut` is true when the connection is certainly cut: the network is back, or the
 * browser had frozen the page. It is false when the page becomes visible. Returns a function that stops this.
 */
export const onWake = (wake: (wasCut: boolean) => void): (() => void) => {
  const controller = new AbortController();
  const { signal } = controller;
  document.addEventListener('visibilitychange', () => document.hidden || wake(false), { signal });
  addEventListener('online', () => wake(true), { signal });
  addEventListener('pageshow', ({ persisted }) => persisted && wake(true), { signal });
  return () => controller.abort();
};
