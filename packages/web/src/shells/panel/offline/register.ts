import type { Keep } from './keep.ts';

const filesOfPage = (): readonly string[] =>
  document.querySelector<HTMLMetaElement>('meta[name=onhook-files]')?.content.split(' ') ?? [];

/**
 * Fetches everything, in the browser's own time, where there is no service worker to keep it: what is only fetched when it is
 * needed would tell the server which technique somebody has chosen.
 */
export const fetchAll = async (): Promise<void> => {
  for (const file of filesOfPage())
    await fetch(file, { priority: 'low' })
      .then((reply) => reply.arrayBuffer())
      .catch(() => {});
};

/** Lets the panel open without a connection from now on. Where a browser cannot, all else goes on as ever. */
export const keepForOffline = async (): Promise<void> => {
  const files = filesOfPage();
  // In a page that was not built.
  if (files.length === 0) return;
  // Not there on plain http.
  if (!('serviceWorker' in navigator)) return fetchAll();
  try {
    await navigator.serviceWorker.register('/panel-sw.js', { scope: '/panel' });
    const { active } = await navigator.serviceWorker.ready;
    active?.postMessage({ page: location.pathname + location.search, files } satisfies Keep, []);
  } catch {
    // Refused by this browser's settings; or away just now, and asked again the next time.
    await fetchAll();
  }
};
