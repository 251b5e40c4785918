import type { StorePage } from './keep.ts';

const filesOfPage = (): readonly string[] =>
  document.querySelector<HTMLMetaElement>('meta[name=onhook-files]')?.content.split(' ') ?? [];

/**
 * Fetches all of the page's files at low priority, where no service worker stores them. A file fetched on demand would reveal to the
 * server which technique the agent has chosen.
 */
export const fetchAll = async (): Promise<void> => {
  for (const file of filesOfPage())
    await fetch(file, { priority: 'low' })
      .then((reply) => reply.arrayBuffer())
      .catch(() => {});
};

/** Stores the panel's files for use without a connection. Where the browser cannot do this, fetches them only. */
export const storeForOffline = async (): Promise<void> => {
  const files = filesOfPage();
  // A page of the development server has no list.
  if (files.length === 0) return;
  // On plain http there are no service workers.
  if (!('serviceWorker' in navigator)) return fetchAll();
  try {
    await navigator.serviceWorker.register('/panel-sw.js', { scope: '/panel' });
    const { active } = await navigator.serviceWorker.ready;
    active?.postMessage({ page: location.pathname + location.search, files } satisfies StorePage, []);
  } catch {
    // The browser's settings forbid service workers, or the server is unreachable. The next page load tries again.
    await fetchAll();
  }
};
