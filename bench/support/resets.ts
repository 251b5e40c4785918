import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { pausedRecovery, idle, offered } from '../../packages/web/src/api/panel/fixtures.ts';
import { startFakeServer } from '../../packages/web/tests/panel/fake-server.ts';

const root = process.env['BENCH_ROOT'] ?? '.';

/** Serves the built panel with a line that is paused for a quarter of an hour, without a server behind it. */
export const startResets = async () => {
  const server = await startFakeServer(join(root, 'packages/web/dist/panel'));
  const now = Date.now();
  server.show({
    ...idle,
    serverNow: now,
    line: { state: 'paused', since: now, reason: 'Recovery' },
    recovery: { ...pausedRecovery, grantedMs: 900_000, pausedSince: now, pausedUntil: now + 900_000 },
    offer: offered,
  });
  return server;
};

/** Runs in the page: stores the agent's choice of a usual reset. */
const choose = (usual: string): string => `new Promise((resolve, reject) => {
  const opened = indexedDB.open('onhook', 1);
  opened.onupgradeneeded = () => opened.result.createObjectStore('kept');
  opened.onerror = () => reject(opened.error);
  opened.onsuccess = () => {
    const transaction = opened.result.transaction('kept', 'readwrite');
    transaction.objectStore('kept').put({ usual: '${usual}' }, [${JSON.stringify(idle.person.person)}, 'reset-prefs']);
    transaction.oncomplete = () => {
      opened.result.close();
      resolve();
    };
  };
})`;

/** Opens a window in which this reset has just begun and shows its first step. */
export const beginReset = async (browser: Browser, url: string, usual: string): Promise<Page> => {
  const context = await browser.newContext({ viewport: { width: 360, height: 640 }, locale: 'en-GB' });
  const page = await context.newPage();
  await page.goto(`${url}/panel`);
  await page.locator('form button[type=submit]').waitFor();
  await page.evaluate(choose(usual));
  await page.reload();
  await page.locator('form button[type=submit]').click();
  await page.getByRole('button', { name: 'Continue without' }).click();
  await page.getByRole('button', { name: 'More', exact: true }).waitFor();
  return page;
};

export const slowDown = async (page: Page, rate: number): Promise<void> => {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate });
};
