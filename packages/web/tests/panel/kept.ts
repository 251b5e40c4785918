import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** What a page's browser keeps of one slice, from its database; undefined when nothing is there. */
export const readKept = (page: Page, slice: string, person = 'p1'): Promise<unknown> =>
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

/** What comes to be kept: it is on the screen a moment before it is on the disk. */
export const expectKept = (page: Page, slice: string) => expect.poll(() => readKept(page, slice), { timeout: 60_000, interval: 100 });

/** What was sent has its answer: cut off before it, it would be sent again. */
export const nothingWaits = (page: Page): Promise<void> => expectKept(page, 'outbox').toMatchObject({ waiting: [] });

/** The texts on the carry list, as kept. */
export const carriedTexts = async (page: Page): Promise<string[]> =>
  ((await readKept(page, 'carry')) as { items: { text: string }[] }).items.map(({ text }) => text);

/** Puts something there, as another window or an earlier day would have; the page sees it after a reload. */
export const writeKept = (page: Page, slice: string, value: unknown, person = 'p1'): Promise<void> =>
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
