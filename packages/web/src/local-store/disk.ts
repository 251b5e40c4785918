import type { Disk } from './store.ts';

const table = 'kept';

const open = (): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    // Throws in a browser that lets this page store nothing.
    const asked = indexedDB.open('onhook', 1);
    asked.onupgradeneeded = () => void asked.result.createObjectStore(table);
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });

/** A disk in the browser's IndexedDB, with one record per person and slice. */
export const createDisk = (): Disk => {
  let opened: Promise<IDBDatabase> | null = null;
  let here: IDBDatabase | null = null;
  const changing = new Map<IDBTransaction, string>();
  const keyOf = (person: string, name: string): string => JSON.stringify([person, name]);

  const database = (): Promise<IDBDatabase> => {
    const gone = (): void => void (opened = here = null);
    opened ??= open().then((db) => {
      here = db;
      db.onclose = gone;
      db.onversionchange = () => {
        db.close();
        gone();
      };
      return db;
    });
    // A failed attempt isn't final: a full disk may have room later.
    opened.catch(() => (opened = null));
    return opened;
  };

  /** Resolves with the result of `work` once the transaction is complete. */
  const transact = async <Result>(
    mode: IDBTransactionMode,
    work: (records: IDBObjectStore, done: (result: Result) => void, failed: (error: unknown) => void) => void,
    changes: string | null = null,
  ): Promise<Result> => {
    const db = await database();
    return new Promise<Result>((resolve, reject) => {
      const transaction = db.transaction(table, mode);
      if (changes !== null) changing.set(transaction, changes);
      const settle = (): unknown => changing.delete(transaction);
      transaction.addEventListener('complete', settle);
      transaction.addEventListener('abort', settle);
      let result: { readonly value: Result } | null = null;
      transaction.oncomplete = () => (result ? resolve(result.value) : reject(new Error('nothing came of it')));
      transaction.onabort = () => reject(transaction.error);
      work(
        transaction.objectStore(table),
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
        const asked = records.get([person, name]);
        asked.onsuccess = () => done(asked.result);
      }),
    change: (person, name, change) => {
      const work: Parameters<typeof transact<unknown>>[1] = (records, done, failed) => {
        const asked = records.get([person, name]);
        asked.onsuccess = () => {
          try {
            const changed = change(asked.result);
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
      if (!here) return false;
      // A transaction that is incomplete when the page closes is lost, together with those queued after it; so it's aborted first.
      const over = new Set(entries.map(({ person, name }) => keyOf(person, name)));
      for (const [transaction, key] of changing) if (over.has(key)) transaction.abort();
      const transaction = here.transaction(table, 'readwrite');
      for (const { person, name, value } of entries) transaction.objectStore(table).put(value, [person, name]);
      transaction.commit();
      return true;
    },
    deleteAll: (person, but) =>
      transact<void>('readwrite', (records, done) => {
        // An array sorts after every string, so it bounds the range of this person's keys.
        const asked = records.openKeyCursor(IDBKeyRange.bound([person], [person, []]));
        asked.onsuccess = () => {
          const cursor = asked.result;
          if (!cursor) return done();
          const [, name] = cursor.key as [string, string];
          if (!but(name)) records.delete(cursor.key);
          cursor.continue();
        };
      }),
  };
};
