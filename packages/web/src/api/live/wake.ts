/**
 * Calls `wake` when this page may have missed messages: it becomes visible again (`isCertain` false), the network is back, or
 * the browser had frozen the page (`isCertain` true). Returns how to stop.
 */
export const onWake = (wake: (isCertain: boolean) => void): (() => void) => {
  const stop = new AbortController();
  const { signal } = stop;
  document.addEventListener('visibilitychange', () => document.hidden || wake(false), { signal });
  addEventListener('online', () => wake(true), { signal });
  addEventListener('pageshow', ({ persisted }) => persisted && wake(true), { signal });
  return () => stop.abort();
};
