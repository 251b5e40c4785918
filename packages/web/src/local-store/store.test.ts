import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { Slice } from './slice.ts';
import { type Channel, type Disk, createLocalStore } from './store.ts';

const list: Slice<readonly number[]> = { name: 'list', initial: [] };
const turns = async (n: number): Promise<void> => {
  for (let i = 0; i < n; i += 1) await Promise.resolve();
};

/** Disk and channel of one browser. Transactions run one after the other; `delays` sets how long each takes. */
const browser = (delays: () => number = () => 0) => {
  const records = new Map<string, unknown>();
  let last: Promise<unknown> = Promise.resolve();
  const runInOrder = <T>(work: () => T): Promise<T> => {
    const done = last.then(async () => {
      await turns(delays());
      return work();
    });
    last = done.catch(() => {});
    return done;
  };
  let isFull = false;
  let aborts = 0;
  const check = (): void => {
    if (isFull) throw new Error('full');
  };
  const disk: Disk = {
    read: (person, name) => runInOrder(() => (check(), structuredClone(records.get(`${person}/${name}`)))),
    change: (person, name, change) => {
      const abortsAtStart = aborts;
      return runInOrder(() => {
        check();
        if (abortsAtStart !== aborts) throw new Error('aborted');
        const changed = change(structuredClone(records.get(`${person}/${name}`)));
        records.set(`${person}/${name}`, structuredClone(changed));
        return changed;
      });
    },
    writesNow: () => true,
    putNow: (entries) => {
      aborts += 1;
      for (const { person, name, value } of entries) records.set(`${person}/${name}`, structuredClone(value));
      return true;
    },
    deleteAll: (person, but) =>
      runInOrder(() => {
        check();
        for (const key of records.keys()) if (key.startsWith(`${person}/`) && !but(key.slice(person.length + 1))) records.delete(key);
      }),
  };
  const windows: ((person: string, name: string) => void)[] = [];
  return {
    records,
    setFull: (full: boolean) => (isFull = full),
    open: (refused = () => {}) => {
      const listeners: ((person: string, name: string) => void)[] = [];
      const listener = (person: string, name: string): void => listeners.forEach((h) => h(person, name));
      windows.push(listener);
      const channel: Channel = {
        announce: (person, name) => windows.filter((w) => w !== listener).forEach((w) => void turns(delays()).then(() => w(person, name))),
        listen: (h) => void listeners.push(h),
      };
      return createLocalStore({ disk, channel, refused, rest: () => new Promise(setImmediate) });
    },
  };
};

const settled = async (): Promise<void> => {
  for (let i = 0; i < 20; i += 1) await new Promise(setImmediate);
};

describe('the local store', () => {
  it('loses no change of any window, however slow the disk is', async () => {
    const window = fc.nat(2);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(window, fc.nat(5)), { maxLength: 40 }), fc.infiniteStream(fc.nat(7)), async (changes, slow) => {
        const { open } = browser(() => slow.next().value ?? 0);
        const windows = [open(), open(), open()];
        const seen: (readonly number[])[] = [[], [], []];
        windows.forEach((w, i) => w.watch('p', list, (value) => void (seen[i] = value)));
        await Promise.all(
          changes.map(async ([at, wait], i) => {
            await turns(wait);
            await windows[at]?.change('p', list, (value) => [...value, i]);
          }),
        );
        await settled();
        const all = await windows[0]!.read('p', list);
        expect(all.toSorted((a, b) => a - b)).toEqual(changes.map((_, i) => i));
        expect(seen).toEqual([all, all, all]);
      }),
      { numRuns: 60 },
    );
  });

  it('shows a change at once, and only to its person', async () => {
    const store = browser().open();
    await store.read('p', list);
    const done = store.change('p', list, (value) => [...value, 1]);
    expect(store.peek('p', list)).toEqual({ value: [1] });
    await done;
    expect(await store.read('q', list)).toEqual([]);
  });

  it('continues in memory and reports it when the disk refuses, and writes all changes once the disk accepts them', async () => {
    const { open, setFull, records } = browser();
    const refused = vi.fn();
    const store = open(refused);
    await store.change('p', list, () => [1]);
    setFull(true);
    for (let i = 2; i <= 150; i += 1) await store.change('p', list, (value) => [...value, i]);
    expect(await store.read('p', list)).toHaveLength(150);
    expect(refused).toHaveBeenCalled();
    expect(records.get('p/list')).toEqual([1]);
    setFull(false);
    await store.change('p', list, (value) => [...value, 151]);
    expect(records.get('p/list')).toEqual(Array.from({ length: 151 }, (_, i) => i + 1));
  });

  it('writes all changes synchronously when the page closes, and applies none twice when the page stays open', async () => {
    const refused = vi.fn();
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.boolean(), fc.nat(6)), { minLength: 1, maxLength: 20 }), fc.nat(9), async (changes, slow) => {
        const { open, records } = browser(() => slow);
        const store = open(refused);
        await store.read('p', list);
        for (const [closes, wait] of changes) {
          void store.change('p', list, (value) => [...value, value.length]);
          await turns(wait);
          if (!closes) continue;
          store.flush();
          expect(records.get('p/list')).toEqual(store.peek('p', list)?.value);
        }
        await settled();
        expect(await store.read('p', list)).toHaveLength(changes.length);
        expect(records.get('p/list')).toHaveLength(changes.length);
      }),
    );
    expect(refused).not.toHaveBeenCalled();
  });

  it('reads a value that cannot be restored as the initial value', async () => {
    const { open, records } = browser();
    records.set('p/list', 'not a list');
    const revived: Slice<readonly number[]> = { ...list, restore: (stored) => (Array.isArray(stored) ? stored : null) };
    expect(await open().read('p', revived)).toEqual([]);
  });

  it('deletes all slices of one person in every window, except those that are named', async () => {
    const { open } = browser();
    const [a, b] = [open(), open()];
    const other: Slice<number> = { name: 'outbox', initial: 0 };
    await a.change('p', list, () => [1]);
    await a.change('p', other, () => 7);
    await a.change('q', list, () => [2]);
    await b.read('p', list);
    await a.deleteAll('p', (name) => name === 'outbox');
    await settled();
    expect([a.peek('p', list), b.peek('p', list)]).toEqual([{ value: [] }, { value: [] }]);
    expect(await b.read('p', other)).toBe(7);
    expect(await b.read('q', list)).toEqual([2]);
  });
});
