import type { Page } from 'playwright-core';

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
