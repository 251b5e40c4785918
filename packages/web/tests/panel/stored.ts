import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Reads the stored value of a slice from the browser's database; undefined if there is none. */
export const readStored = (page: Page, slice: string, person = 'p1'): Promise<unknown> =>
  page.evaluate(
    ([who, name]) =>
      new Promise<unknown>((resolve, reject) => {
        const opened = indexedDB.open('onhook', 1);
        opened.onupgradeneeded = () => void opened.result.createObjectStore('kept');
        opened.onerror = () => reject(opened.error);
        opened.onsuccess = () => {
          const asked = opened.result.transaction('kept').objectStore('kept').get([who, name]);
          asked.onerror = () => reject(asked.error);
          asked.onsuccess = () => {
            opened.result.close();
            resolve(asked.result);
          };
        };
      }),
    [person, slice] as [string, string],
  );

/** Polls the stored value of a slice, because the screen shows a change a moment before it's on the disk. */
export const expectStored = (page: Page, slice: string) => expect.poll(() => readStored(page, slice), { timeout: 60_000, interval: 100 });

/** Waits until all sent calls have been answered; a call cut off before its answer would be sent again. */
export const nothingWaits = (page: Page): Promise<void> => expectStored(page, 'outbox').toMatchObject({ waiting: [] });

/** The stored texts of the carry list. */
export const carriedTexts = async (page: Page): Promise<string[]> =>
  ((await readStored(page, 'carry')) as { items: { text: string }[] }).items.map(({ text }) => text);

/** Stores a value as another window or an earlier session would; the page sees it after a reload. */
export const writeStored = (page: Page, slice: string, value: unknown, person = 'p1'): Promise<void> =>
  page.evaluate(
    ([who, name, kept]) =>
      new Promise<void>((resolve, reject) => {
        const opened = indexedDB.open('onhook', 1);
        opened.onupgradeneeded = () => void opened.result.createObjectStore('kept');
        opened.onerror = () => reject(opened.error);
        opened.onsuccess = () => {
          const transaction = opened.result.transaction('kept', 'readwrite');
          transaction.objectStore('kept').put(kept, [who, name]);
          transaction.onabort = () => reject(transaction.error);
          transaction.oncomplete = () => {
            opened.result.close();
            resolve();
          };
        };
      }),
    [person, slice, value] as [string, string, unknown],
  );
