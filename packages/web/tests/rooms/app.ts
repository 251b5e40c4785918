import { mkdir } from 'node:fs/promises';
import type { Role } from '@onhook/contract';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { built } from '../built.ts';
import { launch } from '../launch.ts';
import { openTab, shots, type Tab } from './browser.ts';
import { session } from './data.ts';
import { type RoomServer, answers, startServer } from './server.ts';

/** Console messages by which the browser reports a refused or unanswered request; no other message is allowed. */
export const network = /Failed to load resource/;

/** The app built for production, a server whose answers the test sets, and pages that must not log errors. */
export const useApp = () => {
  let server: RoomServer;
  let browser: Browser;
  const tabs: Tab[] = [];

  beforeAll(async () => {
    server = await startServer(await built('app'));
    await mkdir(shots, { recursive: true });
    browser = await launch();
  }, 400_000);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });
  beforeEach(() => {
    server.answers = answers();
    server.asked.length = 0;
  });
  afterEach(async () => {
    const complaints = tabs.flatMap((tab) => tab.complaints);
    await Promise.all(tabs.splice(0).map((tab) => tab.close()));
    expect(complaints).toEqual([]);
  });

  return {
    server: (): RoomServer => server,
    /** Opens a page for a person with these roles; null means that nobody is signed in. */
    open: async (
      path: string,
      roles: Role[] | null,
      options: BrowserContextOptions = {},
      expected: RegExp | null = null,
      before: (page: Page) => Promise<unknown> = async () => {},
    ): Promise<Page> => {
      server.answers.session = roles && session(roles);
      const tab = await openTab(browser, options, expected);
      tabs.push(tab);
      await before(tab.page);
      await tab.page.goto(server.url + path);
      return tab.page;
    },
  };
};

export const heading = (page: Page, name: string | RegExp): Promise<void> => page.getByRole('heading', { level: 1, name }).waitFor();
export const text = (page: Page, words: string | RegExp): Promise<void> => page.getByText(words).first().waitFor();

/** Checks that the content isn't wider than the page. */
export const fits = async (page: Page): Promise<void> =>
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);

/** Waits until a room shows its main content. */
export const roomReady = {
  floor: (page: Page) => page.getByRole('rowheader', { name: 'Aylin Okafor' }).first().waitFor(),
  day: (page: Page) => page.getByRole('heading', { name: 'Recovery time' }).waitFor(),
  lines: (page: Page) => page.getByText('PJSIP/2041').waitFor(),
  people: (page: Page) => page.getByText('Inês Carvalho').waitFor(),
  teams: (page: Page) => page.getByText('Billing north').first().waitFor(),
  'sign-ins': (page: Page) => page.getByText('Work laptop').waitFor(),
} as const;
