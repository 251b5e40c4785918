import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { built } from '../built.ts';
import { type Tab, launch, openTab } from '../rooms/browser.ts';
import { type FakeServer, startFakeServer } from './fake-server.ts';

/** Messages that the browser prints when a request is refused or a stream is cut. */
const network = /Failed to load resource|ERR_|Failed to fetch|service worker|fetching the script/i;

/** Waits until the page and all its files are stored for a start without a server. */
export const isCached = (page: Page): Promise<void> =>
  expect
    .poll(
      () =>
        page.evaluate(async () => {
          if (!navigator.serviceWorker.controller || !(await caches.has('onhook-panel'))) return false;
          const cache = await caches.open('onhook-panel');
          const files = document.querySelector<HTMLMetaElement>('meta[name=onhook-files]')?.content.split(' ') ?? [];
          const there = await Promise.all([...files, '/panel'].map((file) => cache.match(file)));
          return files.length > 10 && there.every((file) => file !== undefined);
        }),
      { timeout: 120_000, interval: 200 },
    )
    .toBe(true);

/** The panel built for production, a server for each test, and pages that must not log errors. */
export const usePanels = () => {
  let dist: string;
  let browser: Browser;
  let server: FakeServer;
  let tab: Tab | null = null;

  beforeAll(async () => {
    dist = await built('panel');
    browser = await launch();
  }, 400_000);
  afterAll(async () => {
    await browser?.close();
  });
  beforeEach(async () => {
    server = await startFakeServer(dist);
  });
  afterEach(async () => {
    const complaints = tab?.complaints ?? [];
    await tab?.close();
    tab = null;
    await server.close();
    expect(complaints).toEqual([]);
  });

  return {
    server: (): FakeServer => server,
    open: async (options: BrowserContextOptions = {}, before: (page: Page) => Promise<unknown> = async () => {}): Promise<Page> => {
      tab = await openTab(browser, { timezoneId: 'UTC', viewport: { width: 360, height: 640 }, ...options }, network);
      await before(tab.page);
      await tab.page.goto(`${server.url}/panel`);
      return tab.page;
    },
    posts: (path: string | RegExp): unknown[] =>
      server.posted.filter((posted) => (typeof path === 'string' ? posted.path === path : path.test(posted.path))).map(({ body }) => body),
    title: async (page: Page, name: string): Promise<void> => {
      try {
        await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
      } catch (error) {
        throw new Error(`no title “${name}”, but: ${await page.locator('body').innerText()}`, { cause: error });
      }
    },
    tap: (page: Page, name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click(),
  };
};
