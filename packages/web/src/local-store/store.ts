import type { Slice } from './slice.ts';

/** Storage of slices. Its methods reject when the browser refuses. */
export interface Disk {
  read(person: string, name: string): Promise<unknown>;
  /** Reads, changes and writes a value in one transaction. */
  change(person: string, name: string, change: (stored: unknown) => unknown): Promise<unknown>;
  deleteAll(person: string, but: (name: string) => boolean): Promise<void>;
  /** True if the slice can be written synchronously; false for a slice that must be encrypted first. */
  writesNow(person: string, name: string): boolean;
  /**
   * Overwrites the stored values without reading them, and aborts pending changes to them. For a page that is closing and cannot wait.
   * Returns false if that is not possible.
   */
  putNow(entries: readonly { readonly person: string; readonly name: string; readonly value: unknown }[]): boolean;
}

/** Announces changes to the other windows of this browser. */
export interface Channel {
  announce(person: string, name: string): void;
  listen(notify: (person: string, name: string) => void): void;
}

/** Origin of a notification: a change in this window, or a value read from the disk. */
export type From = 'here' | 'elsewhere';
export type Watcher<Value> = (value: Value, from: From) => void;

interface Cell {
  readonly person: string;
  readonly name: string;
  stored: unknown;
  known: boolean;
  /** Changes that are not on the disk yet. The current value includes them. */
  waiting: ((stored: unknown) => unknown)[];
  busy: Promise<void>;
  readonly watchers: Set<(from: From) => void>;
}

/** Largest number of refused changes in memory. More are combined into one. */
const maxWaiting = 100;

const valueOf = <Value>({ initial, restore }: Slice<Value>, stored: unknown): Value =>
  stored === undefined ? initial : restore ? (restore(stored) ?? initial) : (stored as Value);

const currentValue = ({ stored, waiting }: Cell): unknown => waiting.reduce((value, change) => change(value), stored);

interface Options {
  readonly disk: Disk;
  readonly channel: Channel;
  /** Called when the disk refuses a change, which is then lost when the window closes. */
  readonly refused: () => void;
  /** Delays each disk write until the browser has painted the input. */
  readonly rest: () => Promise<void>;
}

/** Creates the store of one window. It reads from memory, writes to the disk, and follows the changes of the other windows. */
export const createLocalStore = ({ disk, channel, refused, rest }: Options) => {
  const cells = new Map<string, Cell>();

  const notifyWatchers = (cell: Cell, from: From): void => {
    for (const watcher of [...cell.watchers]) watcher(from);
  };

  /** Runs the tasks of a cell one after the other. */
  const queue = (cell: Cell, work: () => Promise<void>): Promise<void> => (cell.busy = cell.busy.then(work));

  const load = (cell: Cell): Promise<void> =>
    queue(cell, async () => {
      try {
        cell.stored = await disk.read(cell.person, cell.name);
      } catch {
        refused();
      }
      cell.known = true;
      notifyWatchers(cell, 'elsewhere');
    });

  const write = async (cell: Cell): Promise<void> => {
    if (cell.waiting.length > 0) await rest();
    const batch = [...cell.waiting];
    if (batch.length === 0) return;
    /** True if `flush` has written the batch meanwhile. The result of this attempt then does not matter. */
    const isWritten = (): boolean => !cell.waiting.some((change) => batch.includes(change));
    try {
      const changed = await disk.change(cell.person, cell.name, (stored) => batch.reduce((value, change) => change(value), stored));
      if (isWritten()) return;
      cell.stored = changed;
      cell.waiting = cell.waiting.filter((change) => !batch.includes(change));
      channel.announce(cell.person, cell.name);
    } catch {
      if (isWritten()) return;
      refused();
      // Refused changes are tried again with the next one. Many are combined into one, so that typing does not slow down.
      if (cell.waiting.length > maxWaiting) {
        const whole = currentValue(cell);
        cell.waiting = [() => whole];
      }
    }
  };

  const cellOf = (person: string, name: string): Cell => {
    const key = JSON.stringify([person, name]);
    let cell = cells.get(key);
    if (!cell) {
      cell = { person, name, stored: undefined, known: false, waiting: [], busy: Promise.resolve(), watchers: new Set() };
      cells.set(key, cell);
      void load(cell);
    }
    return cell;
  };

  channel.listen((person, name) => {
    const cell = cells.get(JSON.stringify([person, name]));
    if (cell) void load(cell);
  });

  return {
    read: async <Value>(person: string, slice: Slice<Value>): Promise<Value> => {
      const cell = cellOf(person, slice.name);
      if (!cell.known) await cell.busy;
      return valueOf(slice, currentValue(cell));
    },

    /**
     * @param change must be pure: it may run again on a value that another window has changed meanwhile
     * @returns the new value, once it is on the disk or has been refused
     */
    change: async <Value>(person: string, slice: Slice<Value>, change: (value: Value) => Value): Promise<Value> => {
      const cell = cellOf(person, slice.name);
      cell.waiting.push((stored) => change(valueOf(slice, stored)));
      if (cell.known) notifyWatchers(cell, 'here');
      await queue(cell, () => write(cell));
      return valueOf(slice, currentValue(cell));
    },

    /** Calls `watcher` with the value as soon as it has been read, and whenever it changes in any window. */
    watch: <Value>(person: string, slice: Slice<Value>, watcher: Watcher<Value>): (() => void) => {
      const cell = cellOf(person, slice.name);
      const notify = (from: From): void => watcher(valueOf(slice, currentValue(cell)), from);
      cell.watchers.add(notify);
      if (cell.known) notify('elsewhere');
      return () => void cell.watchers.delete(notify);
    },

    /** Returns the value in memory without waiting; null while it has not been read. */
    peek: <Value>(person: string, slice: Slice<Value>): { readonly value: Value } | null => {
      const cell = cellOf(person, slice.name);
      return cell.known ? { value: valueOf(slice, currentValue(cell)) } : null;
    },

    /** Deletes this person's slices, except those for which `but` returns true. */
    deleteAll: async (person: string, but: (name: string) => boolean): Promise<void> => {
      const deleted = [...cells.values()].filter((cell) => cell.person === person && !but(cell.name));
      for (const cell of deleted) cell.waiting = [];
      await Promise.all(deleted.map((cell) => cell.busy));
      try {
        await disk.deleteAll(person, but);
      } catch {
        refused();
      }
      for (const cell of deleted) {
        cell.stored = undefined;
        notifyWatchers(cell, 'here');
        channel.announce(person, cell.name);
      }
    },

    /** Resolves when all changes have been written or refused. */
    settled: async (): Promise<void> => {
      await Promise.all([...cells.values()].map((cell) => cell.busy));
    },

    /** Writes all waiting changes to the disk synchronously, because the page is closing. */
    flush: (): void => {
      const unwritten = [...cells.values()].filter(
        ({ known, waiting, person, name }) => known && waiting.length > 0 && disk.writesNow(person, name),
      );
      const entries = unwritten.map((cell) => ({ person: cell.person, name: cell.name, value: currentValue(cell) }));
      if (entries.length === 0 || !disk.putNow(entries)) return;
      unwritten.forEach((cell, i) => {
        cell.stored = entries[i]?.value;
        cell.waiting = [];
        channel.announce(cell.person, cell.name);
      });
    },

    /** Reads everything again. A window that was frozen may have missed announcements of the others. */
    wake: (): void => {
      for (const cell of cells.values()) void load(cell);
    },
  };
};
