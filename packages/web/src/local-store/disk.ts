import type { Disk } from './store.ts';

const storeName = 'kept';

const open = (): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    // Throws in a browser that does not allow this page to store anything.
    const opening = indexedDB.open('onhook', 1);
    opening.onupgradeneeded = () => void opening.result.createObjectStore(storeName);
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });

/** Creates a disk in the browser's IndexedDB, with one record for each person and slice. */
export const createDisk = (): Disk => {
  let opened: Promise<IDBDatabase> | null = null;
  let db: IDBDatabase | null = null;
  const changing = new Map<IDBTransaction, string>();
  const keyOf = (person: string, name: string): string => JSON.stringify([person, name]);

  const database = (): Promise<IDBDatabase> => {
    const forget = (): void => void (opened = db = null);
    opened ??= open().then((result) => {
      db = result;
      result.onclose = forget;
      result.onversionchange = () => {
        result.close();
        forget();
      };
      return result;
    });
    // The next access tries again: a full disk may have room by then.
    opened.catch(() => (opened = null));
    return opened;
  };

  /** Resolves with the result of `work` once the transaction is complete. */
  const transact = async <Result>(
    mode: IDBTransactionMode,
    work: (records: IDBObjectStore, done: (result: Result) => void, failed: (error: unknown) => void) => void,
    changes: string | null = null,
  ): Promise<Result> => {
    const connection = await database();
    return new Promise<Result>((resolve, reject) => {
      const transaction = connection.transaction(storeName, mode);
      if (changes !== null) changing.set(transaction, changes);
      const settle = (): unknown => changing.delete(transaction);
      transaction.addEventListener('complete', settle);
      transaction.addEventListener('abort', settle);
      let result: { readonly value: Result } | null = null;
      transaction.oncomplete = () => (result ? resolve(result.value) : reject(new Error('no result')));
      transaction.onabort = () => reject(transaction.error);
      work(
        transaction.objectStore(storeName),
        (value) => (result = { value }),
        (error) => {
          reject(error);
          transaction.abort();
        },
      );
    });
  };

  return {
    read: (person, name) =>
      transact<unknown>('readonly', (records, done) => {
        const request = records.get([person, name]);
        request.onsuccess = () => done(request.result);
      }),
    change: (person, name, change) => {
      const work: Parameters<typeof transact<unknown>>[1] = (records, done, failed) => {
        const request = records.get([person, name]);
        request.onsuccess = () => {
          try {
            const changed = change(request.result);
            records.put(changed, [person, name]);
            done(changed);
            records.transaction.commit();
            changing.delete(records.transaction);
          } catch (error) {
            failed(error);
          }
        };
      };
      return transact('readwrite', work, keyOf(person, name));
    },
    writesNow: () => true,
    putNow: (entries) => {
      if (!db) return false;
      // A transaction that is incomplete when the page closes is lost, and so are those queued after it. Pending ones are therefore aborted first.
      const keys = new Set(entries.map(({ person, name }) => keyOf(person, name)));
      for (const [transaction, key] of changing) if (keys.has(key)) transaction.abort();
      const transaction = db.transaction(storeName, 'readwrite');
      for (const { person, name, value } of entries) transaction.objectStore(storeName).put(value, [person, name]);
      transaction.commit();
      return true;
    },
    deleteAll: (person, but) =>
      transact<void>('readwrite', (records, done) => {
        // In IndexedDB an array sorts after every string, so this range has all keys of the person.
        const request = records.openKeyCursor(IDBKeyRange.bound([person], [person, []]));
        request.onsuccess = () => {
          const cursor = request.result;
          if (!cursor) return done();
          const [, name] = cursor.key as [string, string];
          if (!but(name)) records.delete(cursor.key);
          cursor.continue();
        };
      }),
  };
};
