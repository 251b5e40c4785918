import type { Keep } from './keep.ts';

const filesOfPage = (): readonly string[] =>
  document.querySelector<HTMLMetaElement>('meta[name=onhook-files]')?.content.split(' ') ?? [];

/**
 * Fetches all files when the browser is idle, if there is no service worker to store them. A file fetched on demand would
 * tell the server which technique the agent has chosen.
 */
export const fetchAll = async (): Promise<void> => {
  for (const file of filesOfPage())
    await fetch(file, { priority: 'low' })
      .then((reply) => reply.arrayBuffer())
      .catch(() => {});
};

/** Lets the panel open without a connection from now on. In a browser that can't do this, everything else works as before. */
export const keepForOffline = async (): Promise<void> => {
  const files = filesOfPage();
  // The list is empty on a page of the development server.
  if (files.length === 0) return;
  // Service workers are missing on plain http.
  if (!('serviceWorker' in navigator)) return fetchAll();
  try {
    await navigator.serviceWorker.register('/panel-sw.js', { scope: '/panel' });
    const { active } = await navigator.serviceWorker.ready;
    active?.postMessage({ page: location.pathname + location.search, files } satisfies Keep, []);
  } catch {
    // The browser's settings forbid service workers, or the server is unreachable; the next page load tries again.
    await fetchAll();
  }
};
