/**
 * Stores the panel's files, so that it opens without a connection. Each page sends its own list of files, so that a new
 * version changes nothing under an open page. The API's answers are never stored.
 */
import type { Keep } from './keep.ts';

interface Worker {
  addEventListener(name: 'fetch', listener: (event: ExtendableEvent & { request: Request; respondWith(response: Promise<Response>): void }) => void): void;
  addEventListener(name: 'activate', listener: (event: ExtendableEvent) => void): void;
  addEventListener(name: 'message', listener: (event: ExtendableEvent & { data: Keep | OpenVault }) => void): void;
  readonly clients: { claim(): Promise<void> };
}
/** An open vault's keys, which can't be extracted, as a window of this browser sends them to another. */
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
/** Under this, the files of the page before the one that was opened last: a reset may still be running in it. */
const listed = `${assets}listed`;
const answerWithinMs = 4000;
const fetchedWithinMs = 60_000;

/** Returns the current page, or the stored one if the server doesn't answer or answers with an error. */
const openPage = async (request: Request): Promise<Response> => {
  try {
    const page = await fetch(request, { signal: AbortSignal.timeout(answerWithinMs) });
    if (page.status < 500) return page;
    return (await keptPage(request)) ?? page;
  } catch (error) {
    const kept = await keptPage(request);
    if (kept) return kept;
    throw error;
  }
};

const keptPage = async (request: Request): Promise<Response | undefined> => {
  const cache = await caches.open(name);
  return (await cache.match(request, { ignoreVary: true })) ?? cache.match(request, { ignoreVary: true, ignoreSearch: true });
};

/** Returns the stored file, or fetches it. A file never changes under its name. */
const openFile = async (request: Request): Promise<Response> => (await (await caches.open(name)).match(request, { ignoreVary: true })) ?? fetch(request);

/** Fetches a file into the cache. A dead connection must not occupy one of the browser's few connections to the server for good. */
const add = async (cache: Cache, file: string): Promise<void> => {
  const reply = await fetch(file, { signal: AbortSignal.timeout(fetchedWithinMs) });
  if (!reply.ok) throw new Error(`${file} is missing`);
  await cache.put(file, reply);
};

const keep = async ({ page, files }: Keep): Promise<void> => {
  const cache = await caches.open(name);
  const missing: string[] = [];
  for (const file of files) if (!(await cache.match(file))) missing.push(file);
  await Promise.all(missing.map((file) => add(cache, file)));
  // The page is stored only if these files belong to it, because there may be a newer version by now.
  const html = await fetch(page, { cache: 'no-cache' });
  const text = await html.clone().text();
  if (html.ok && files.every((file) => text.includes(file))) await cache.put(page, html);

  const last = (await (await cache.match(listed))?.json().catch(() => null)) as { now: string[]; before: string[] } | null;
  if (last && last.now.join() === files.join()) return;
  const lists = { now: [...files], before: last?.now ?? [] };
  await cache.put(listed, new Response(JSON.stringify(lists)));
  const wanted = new Set([listed, ...lists.now, ...lists.before]);
  for (const { url } of await cache.keys()) {
    const { pathname } = new URL(url);
    if (pathname.startsWith(assets) && !wanted.has(pathname)) await cache.delete(url);
  }
};

/** Longest time for which an open vault is kept for a page that reloads itself, in milliseconds. */
const handOverMs = 15_000;

/**
 * Keeps an open vault in memory, never on the disk, until the reloaded page asks for it as it asks other windows. Forgets it after the
 * first request, when any window locks the vault, and after 15 seconds.
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
worker.addEventListener('message', (event) => event.waitUntil('kind' in event.data ? handOver(event.data) : keep(event.data)));
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (request.mode === 'navigate' && pathname === '/panel') event.respondWith(openPage(request));
  else if (pathname.startsWith(assets)) event.respondWith(openFile(request));
});
