import type { Slice } from './slice.ts';

/** The place where slices are stored; its methods reject when the browser refuses. */
export interface Disk {
  read(person: string, name: string): Promise<unknown>;
  /** Reads, changes and writes in one transaction. */
  change(person: string, name: string, change: (stored: unknown) => unknown): Promise<unknown>;
  deleteAll(person: string, but: (name: string) => boolean): Promise<void>;
  /** True if the slice can be written without waiting; false for a slice that must be sealed first. */
  writesNow(person: string, name: string): boolean;
  /**
   * Overwrites the stored values without reading or waiting, and aborts pending changes to them: for a page that closes before
   * an answer could come. Returns false if that isn't possible.
   */
  putNow(entries: readonly { readonly person: string; readonly name: string; readonly value: unknown }[]): boolean;
}

/** Tells the other windows of this browser about changes, and never this window itself. */
export interface Channel {
  announce(person: string, name: string): void;
  listen(notify: (person: string, name: string) => void): void;
}

export type From = 'here' | 'elsewhere';
export type Watcher<Value> = (value: Value, from: From) => void;

interface Cell {
  readonly person: string;
  readonly name: string;
  stored: unknown;
  known: boolean;
  /** Changes that are not on the disk yet; the displayed value includes them. */
  waiting: ((stored: unknown) => unknown)[];
  busy: Promise<void>;
  readonly watchers: Set<(from: From) => void>;
}

/** Largest number of refused changes kept in memory; above it they are combined into one. */
const mostWaiting = 100;

const valueOf = <Value>({ initial, restore }: Slice<Value>, stored: unknown): Value =>
  stored === undefined ? initial : restore ? (restore(stored) ?? initial) : (stored as Value);

const shown = ({ stored, waiting }: Cell): unknown => waiting.reduce((value, change) => change(value), stored);

interface Options {
  readonly disk: Disk;
  readonly channel: Channel;
  /** Called when the disk refuses a change; changes may then be lost when the window closes. */
  readonly refused: () => void;
  /** Resolves before each disk access, so that the browser paints the input first. */
  readonly rest: () => Promise<void>;
}

/** The store shared by all windows of a browser: reads from memory, writes to the disk, and follows the other windows' changes. */
export const createLocalStore = ({ disk, channel, refused, rest }: Options) => {
  const cells = new Map<string, Cell>();

  const notifyWatchers = (cell: Cell, from: From): void => {
    for (const watcher of [...cell.watchers]) watcher(from);
  };

  /** Runs the work of a cell one piece at a time, in order. */
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
    /** True if `flush` has written the batch meanwhile, regardless of this attempt. */
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
      // The refused changes stay and are written with the next one; many are combined into one, so that typing doesn't slow down.
      if (cell.waiting.length > mostWaiting) {
        const whole = shown(cell);
        cell.waiting = [() => whole];
      }
    }
  };

  const at = (person: string, name: string): Cell => {
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
      const cell = at(person, slice.name);
      if (!cell.known) await cell.busy;
      return valueOf(slice, shown(cell));
    },

    /**
     * @param change must be pure: it may run more than once, on what another window has made of the value meanwhile
     * @returns the new value, once it's on the disk or has been refused
     */
    change: async <Value>(person: string, slice: Slice<Value>, change: (value: Value) => Value): Promise<Value> => {
      const cell = at(person, slice.name);
      cell.waiting.push((stored) => change(valueOf(slice, stored)));
      if (cell.known) notifyWatchers(cell, 'here');
      await queue(cell, () => write(cell));
      return valueOf(slice, shown(cell));
    },

    /** Tells the value as soon as it is known, and whenever it changes, here or in another window. */
    watch: <Value>(person: string, slice: Slice<Value>, watcher: Watcher<Value>): (() => void) => {
      const cell = at(person, slice.name);
      const notify = (from: From): void => watcher(valueOf(slice, shown(cell)), from);
      cell.watchers.add(notify);
      if (cell.known) notify('elsewhere');
      return () => void cell.watchers.delete(notify);
    },

    /** Returns the value in memory without waiting; null while it has not been read. */
    peek: <Value>(person: string, slice: Slice<Value>): { readonly value: Value } | null => {
      const cell = at(person, slice.name);
      return cell.known ? { value: valueOf(slice, shown(cell)) } : null;
    },

    /** Deletes this person's slices, except those for which `but` returns true. */
    deleteAll: async (person: string, but: (name: string) => boolean): Promise<void> => {
      const gone = [...cells.values()].filter((cell) => cell.person === person && !but(cell.name));
      for (const cell of gone) cell.waiting = [];
      await Promise.all(gone.map((cell) => cell.busy));
      try {
        await disk.deleteAll(person, but);
      } catch {
        refused();
      }
      for (const cell of gone) {
        cell.stored = undefined;
        notifyWatchers(cell, 'here');
        channel.announce(person, cell.name);
      }
    },

    /** Resolves when no change waits any more. */
    settled: async (): Promise<void> => {
      await Promise.all([...cells.values()].map((cell) => cell.busy));
    },

    /** Writes all waiting changes to the disk at once, because the page is closing. */
    flush: (): void => {
      const late = [...cells.values()].filter(
        ({ known, waiting, person, name }) => known && waiting.length > 0 && disk.writesNow(person, name),
      );
      const entries = late.map((cell) => ({ person: cell.person, name: cell.name, value: shown(cell) }));
      if (entries.length === 0 || !disk.putNow(entries)) return;
      late.forEach((cell, i) => {
        cell.stored = entries[i]?.value;
        cell.waiting = [];
        channel.announce(cell.person, cell.name);
      });
    },

    /** Reads everything again, because a window that slept may have missed messages of the others. */
    wake: (): void => {
      for (const cell of cells.values()) void load(cell);
    },
  };
};
