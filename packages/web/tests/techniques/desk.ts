/** A desk in one language: the built panel, a server of its own, and a clock that only the test moves. */
import type { PlanId } from '@onhook/core/reset';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { pausedRecovery, idle, noon, offered } from '../../src/api/panel/fixtures.ts';
import { built } from '../built.ts';
import { type FakeServer, type Posted, startFakeServer } from '../panel/fake-server.ts';
import { openTab } from '../rooms/browser.ts';
import { type PageWords, readWords } from './words.ts';

const regions: Readonly<Record<string, string>> = { de: 'de-DE', es: 'es-ES', fr: 'fr-FR', pt: 'pt-PT' };
/** Messages that the browser prints when a stream is cut, and Playwright about the blocked service worker. */
const expected = /Failed to load resource|ERR_|Service Worker/;
const patienceMs = 90_000;

export interface Desk {
  readonly page: Page;
  readonly server: FakeServer;
  readonly words: PageWords;
  readonly complaints: readonly string[];
  /** Moves the clock on in small steps until the condition is true. */
  readonly until: (what: string, isSo: () => Promise<boolean>, stepMs?: number) => Promise<void>;
  /** Waits until the focused sentence, or the text beside it, contains this text. */
  readonly reads: (text: string, stepMs?: number) => Promise<void>;
  readonly forward: (ms: number) => Promise<void>;
  readonly press: (...keys: string[]) => Promise<void>;
  /** Presses Tab until the element has the focus. */
  readonly tabTo: (selector: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** @param before runs before the page is opened */
export const openDesk = async (
  browser: Browser,
  locale: string,
  options: BrowserContextOptions = {},
  before: (page: Page) => Promise<unknown> = async () => {},
): Promise<Desk> => {
  const server = await startFakeServer(await built('panel', locale));
  const words = readWords(locale);
  const region = { locale: regions[locale] ?? 'en-GB', timezoneId: 'UTC' };
  const viewport = { width: 360, height: 640 };
  const { page, complaints, close } = await openTab(browser, { ...region, viewport, serviceWorkers: 'block', ...options }, expected);
  await page.clock.install({ time: noon });
  // A worker has a clock of its own, so the page is made to listen by itself, as in a browser without shared workers.
  await page.addInitScript(() => delete (globalThis as { SharedWorker?: unknown }).SharedWorker);
  await before(page);
  server.show(idle);
  await page.goto(`${server.url}/panel`);
  await page.locator('h1:focus').waitFor({ timeout: patienceMs });
  await page.clock.pauseAt(noon + 600_000);

  const until: Desk['until'] = async (what, isSo, stepMs = 20) => {
    for (const giveUpAt = Date.now() + patienceMs; !(await isSo()); ) {
      const shown = (): Promise<string> => page.locator('body').innerText();
      if (Date.now() > giveUpAt) throw new Error(`${locale}: waited for ${what}, there is: ${await shown()}`);
      await page.clock.runFor(stepMs);
    }
  };
  const press: Desk['press'] = async (...keys) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  return {
    page,
    server,
    words,
    complaints,
    until,
    press,
    reads: (text, stepMs) => {
      const shown = page.locator('main:has(h1:focus)').getByText(text, { exact: true }).first();
      return until(`"${text}"`, () => shown.isVisible(), stepMs);
    },
    forward: async (ms) => {
      // The panel would take a longer step for sleep; between the steps, pending work continues.
      for (let left = ms; left > 0; left -= 8000) {
        await page.clock.runFor(20);
        await page.clock.fastForward(Math.min(8000, left));
      }
      await page.clock.runFor(20);
    },
    tabTo: async (selector) => {
      for (let tabs = 0; tabs < 30; tabs += 1) {
        if ((await page.locator(`${selector}:focus`).count()) > 0) return;
        await press('Tab');
      }
      throw new Error(`${locale}: ${selector} is not reached by Tab`);
    },
    close: async () => {
      await close();
      await server.close();
    },
  };
};

/** Sets the reset that an offer starts from now on, as another window would. Resolves when the page has read it. */
const setUsual = (page: Page, usual: PlanId): Promise<void> =>
  page.evaluate(
    (prefs) =>
      new Promise<void>((resolve, reject) => {
        const opened = indexedDB.open('onhook', 1);
        opened.onerror = () => reject(opened.error);
        opened.onsuccess = () => {
          const write = (then: () => void): void => {
            const transaction = opened.result.transaction('kept', 'readwrite');
            transaction.objectStore('kept').put(prefs, ['p1', 'reset-prefs']);
            transaction.onabort = () => reject(transaction.error);
            transaction.oncomplete = then;
          };
          const [port, ear] = [new BroadcastChannel('onhook:kept'), new BroadcastChannel('onhook:kept')];
          // The page's own, older channel has received the message by then and begun to read; a second write waits until that read is done.
          ear.onmessage = ({ data }: MessageEvent<{ readonly name: string }>) => {
            if (data.name !== 'reset-prefs') return;
            write(() => {
              opened.result.close();
              port.close();
              ear.close();
              resolve();
            });
          };
          write(() => port.postMessage({ person: 'p1', name: 'reset-prefs' }));
        };
      }),
    { usual },
  );

let recoveries = 0;

/** Ends a hard call, after which the panel offers minutes. */
export const offer = async (
  { page, server, words, reads }: Desk,
  usual: PlanId,
  grantedMs: number,
  onPost: (posted: Posted) => void = () => {},
): Promise<void> => {
  await setUsual(page, usual);
  const now = await page.evaluate(() => Date.now());
  recoveries += 1;
  const [recovery, offerId] = [`r${recoveries}`, `o${recoveries}`];
  const calm = { ...idle, serverNow: now };
  server.onPost((posted) => {
    if (posted.path === `/api/recoveries/${recovery}/end`) server.show(calm);
    onPost(posted);
  });
  // The queue's name is a digit, so that it has no words in any language.
  const reasons = [{ kind: 'handle-time', queue: '7', minutes: 22, timesUsual: 2.3 }] as const;
  server.show({
    ...calm,
    line: { state: 'paused', since: now, reason: 'Recovery' },
    recovery: { ...pausedRecovery, recovery, grantedMs, pausedSince: now, pausedUntil: now + 900_000 },
    offer: { ...offered, offer: offerId, recovery, call: offered.call && { ...offered.call, reasons: [...reasons] } },
  });
  await reads(words.textOf('panel_hard'));
};

/** Goes from the offer to the first step by two keys. */
export const accept = async ({ words, reads, press }: Desk): Promise<void> => {
  await press('Enter');
  await reads(words.textOf('reset_tight_before'));
  await press('s');
};
