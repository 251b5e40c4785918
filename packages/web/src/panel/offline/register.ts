import type { Keep } from './keep.ts';

/** Lets the panel open without a connection from now on. Where a browser cannot, all else goes on as ever. */
export const keepForOffline = async (): Promise<void> => {
  const files = document.querySelector<HTMLMetaElement>('meta[name=onhook-files]')?.content.split(' ') ?? [];
  // Not there on plain http, and not in a page that was not built.
  if (!('serviceWorker' in navigator) || files.length === 0) return;
  try {
    await navigator.serviceWorker.register('/panel-sw.js', { scope: '/panel' });
    const { active } = await navigator.serviceWorker.ready;
    active?.postMessage({ page: location.pathname + location.search, files } satisfies Keep, []);
  } catch {
    // Refused by this browser's settings; or away just now, and asked again the next time.
  }
};
