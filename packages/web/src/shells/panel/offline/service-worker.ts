/**
 * Stores the panel's files, so that it opens without a connection. Each page sends its own list of files, so that an open page keeps its
 * files when a new version is installed. Replies of the API are never stored.
 */
import type { StorePage } from './keep.ts';

interface Worker {
  addEventListener(name: 'fetch', listener: (event: ExtendableEvent & { request: Request; respondWith(response: Promise<Response>): void }) => void): void;
  addEventListener(name: 'activate', listener: (event: ExtendableEvent) => void): void;
  addEventListener(name: 'message', listener: (event: ExtendableEvent & { data: StorePage | OpenVault }) => void): void;
  readonly clients: { claim(): Promise<void> };
}
/** The non-extractable keys of an unlocked vault, in the form in which windows of this browser exchange them. */
interface OpenVault {
  readonly kind: 'open';
  readonly owner: { readonly person: string };
}
interface ExtendableEvent {
  waitUntil(done: Promise<unknown>): void;
}

const worker = globalThis as unknown as Worker;
const name = 'onhook-panel';
const assets = '/assets-panel/';
/** Cache key of the lists of files of the newest page and of the one before it, in which a reset may still be running. */
const fileListsKey = `${assets}fileListsKey`;
const pageTimeoutMs = 4000;
const fileTimeoutMs = 60_000;

/** Returns the page from the server, or the stored one if the server does not reply or replies with an error. */
const openPage = async (request: Request): Promise<Response> => {
  try {
    const page = await fetch(request, { signal: AbortSignal.timeout(pageTimeoutMs) });
    if (page.status < 500) return page;
    return (await storedPage(request)) ?? page;
  } catch (error) {
    const stored = await storedPage(request);
    if (stored) return stored;
    throw error;
  }
};

const storedPage = async (request: Request): Promise<Response | undefined> => {
  const cache = await caches.open(name);
  return (await cache.match(request, { ignoreVary: true })) ?? cache.match(request, { ignoreVary: true, ignoreSearch: true });
};

/** Returns the stored file, or fetches it. The content of a file never changes under the same name. */
const openFile = async (request: Request): Promise<Response> => (await (await caches.open(name)).match(request, { ignoreVary: true })) ?? fetch(request);

/** Fetches a file into the cache. The timeout releases a dead connection, of which a browser has only a few to each server. */
const add = async (cache: Cache, file: string): Promise<void> => {
  const reply = await fetch(file, { signal: AbortSignal.timeout(fileTimeoutMs) });
  if (!reply.ok) throw new Error(`${file} is missing`);
  await cache.put(file, reply);
};

const storePage = async ({ page, files }: StorePage): Promise<void> => {
  const cache = await caches.open(name);
  const missing: string[] = [];
  for (const file of files) if (!(await cache.match(file))) missing.push(file);
  await Promise.all(missing.map((file) => add(cache, file)));
  // The server may have a newer version by now, so the page is stored only if these files belong to it.
  const html = await fetch(page, { cache: 'no-cache' });
  const text = await html.clone().text();
  if (html.ok && files.every((file) => text.includes(file))) await cache.put(page, html);

  const last = (await (await cache.match(fileListsKey))?.json().catch(() => null)) as { now: string[]; before: string[] } | null;
  if (last && last.now.join() === files.join()) return;
  const lists = { now: [...files], before: last?.now ?? [] };
  await cache.put(fileListsKey, new Response(JSON.stringify(lists)));
  const needed = new Set([fileListsKey, ...lists.now, ...lists.before]);
  for (const { url } of await cache.keys()) {
    const { pathname } = new URL(url);
    if (pathname.startsWith(assets) && !needed.has(pathname)) await cache.delete(url);
  }
};

/** Longest time for which the keys of an unlocked vault are kept for a page that reloads itself, in milliseconds. */
const handOverMs = 15_000;

/**
 * Keeps an unlocked vault in memory, never on the disk, until the reloaded page requests it like another window. Forgets it after that
 * request, when any window locks the vault, and after 15 seconds.
 */
const handOver = (vault: OpenVault): Promise<void> =>
  new Promise((resolve) => {
    const port = new BroadcastChannel('onhook:vault');
    const end = (): void => {
      clearTimeout(timer);
      port.close();
      resolve();
    };
    const timer = setTimeout(end, handOverMs);
    port.addEventListener('message', ({ data }: MessageEvent<{ kind: string; person?: string }>) => {
      if (data.person !== vault.owner.person || (data.kind !== 'ask' && data.kind !== 'locked')) return;
      if (data.kind === 'ask') port.postMessage(vault);
      end();
    });
  });

worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener('message', (event) => event.waitUntil('kind' in event.data ? handOver(event.data) : storePage(event.data)));
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (request.mode === 'navigate' && pathname === '/panel') event.respondWith(openPage(request));
  else if (pathname.startsWith(assets)) event.respondWith(openFile(request));
});
