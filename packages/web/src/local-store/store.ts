import type { Slice } from './slice.ts';

/** Where it is kept; rejects when it is refused. */
export interface Disk {
  read(person: string, name: string): Promise<unknown>;
  /** Reads, changes and writes in one transaction. */
  change(person: string, name: string, change: (stored: unknown) => unknown): Promise<unknown>;
  deleteAll(person: string, but: (name: string) => boolean): Promise<void>;
  /** Whether it can be written without waiting: what is sealed first cannot. */
  writesNow(person: string, name: string): boolean;
  /**
   * Writes over what is there, without reading or waiting, and gives up the changes of it that are on their way: for a page that
   * will be gone before anything could come back. False where it cannot.
   */
  putNow(entries: readonly { readonly person: string; readonly name: string; readonly value: unknown }[]): boolean;
}

/** Tells the other windows of this browser what has changed. Never tells its own. */
export interface Channel {
  tell(person: string, name: string): void;
  listen(hear: (person: string, name: string) => void): void;
}

export type From = 'here' | 'elsewhere';
export type Watcher<Value> = (value: Value, from: From) => void;

interface Cell {
  readonly person: string;
  readonly name: string;
  stored: unknown;
  known: boolean;
  /** Changes that are not on the disk yet; what is shown has them already. */
  waiting: ((stored: unknown) => unknown)[];
  busy: Promise<void>;
  readonly watchers: Set<(from: From) => void>;
}

/** Changes that the disk refuses are kept in memory; above this many they are made one. */
const mostWaiting = 100;

const valueOf = <Value>({ initial, restore }: Slice<Value>, stored: unknown): Value =>
  stored === undefined ? initial : restore ? (restore(stored) ?? initial) : (stored as Value);

const shown = ({ stored, waiting }: Cell): unknown => waiting.reduce((value, change) => change(value), stored);

interface Options {
  readonly disk: Disk;
  readonly channel: Channel;
  /** The disk has refused: what is changed from now on may be gone when the window closes. */
  readonly refused: () => void;
  /** Waited for before the disk is asked, so that what was tapped is painted first. */
  readonly rest: () => Promise<void>;
}

/** One truth for all windows of a browser: reads from memory, changes on the disk, hears of the others' changes. */
export const createStore = ({ disk, channel, refused, rest }: Options) => {
  const cells = new Map<string, Cell>();

  const tell = (cell: Cell, from: From): void => {
    for (const watcher of [...cell.watchers]) watcher(from);
  };

  /** One thing at a time for a cell, in the order asked for. */
  const queue = (cell: Cell, work: () => Promise<void>): Promise<void> => (cell.busy = cell.busy.then(work));

  const load = (cell: Cell): Promise<void> =>
    queue(cell, async () => {
      try {
        cell.stored = await disk.read(cell.person, cell.name);
      } catch {
        refused();
      }
      cell.known = true;
      tell(cell, 'elsewhere');
    });

  const write = async (cell: Cell): Promise<void> => {
    if (cell.waiting.length > 0) await rest();
    const batch = [...cell.waiting];
    if (batch.length === 0) return;
    /** By `flush` meanwhile, whatever came of this. */
    const isWritten = (): boolean => !cell.waiting.some((change) => batch.includes(change));
    try {
      const changed = await disk.change(cell.person, cell.name, (stored) => batch.reduce((value, change) => change(value), stored));
      if (isWritten()) return;
      cell.stored = changed;
      cell.waiting = cell.waiting.filter((change) => !batch.includes(change));
      channel.tell(cell.person, cell.name);
    } catch {
      if (isWritten()) return;
      refused();
      // They stay, and go with the next change; many are made one, so that typing on does not slow down.
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
     * @returns what it came to, once that is on the disk or has been refused
     */
    change: async <Value>(person: string, slice: Slice<Value>, change: (value: Value) => Value): Promise<Value> => {
      const cell = at(person, slice.name);
      cell.waiting.push((stored) => change(valueOf(slice, stored)));
      if (cell.known) tell(cell, 'here');
      await queue(cell, () => write(cell));
      return valueOf(slice, shown(cell));
    },

    /** Tells the value as soon as it is known, and whenever it changes, here or in another window. */
    watch: <Value>(person: string, slice: Slice<Value>, watcher: Watcher<Value>): (() => void) => {
      const cell = at(person, slice.name);
      const hear = (from: From): void => watcher(valueOf(slice, shown(cell)), from);
      cell.watchers.add(hear);
      if (cell.known) hear('elsewhere');
      return () => void cell.watchers.delete(hear);
    },

    /** What is in memory, without waiting; null while it has not been read. */
    peek: <Value>(person: string, slice: Slice<Value>): { readonly value: Value } | null => {
      const cell = at(person, slice.name);
      return cell.known ? { value: valueOf(slice, shown(cell)) } : null;
    },

    /** Deletes what this person keeps here, but for the slices told by `but`. */
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
        tell(cell, 'here');
        channel.tell(person, cell.name);
      }
    },

    /** Brings to the disk at once what is not there yet: the page is going. */
    flush: (): void => {
      const late = [...cells.values()].filter(
        ({ known, waiting, person, name }) => known && waiting.length > 0 && disk.writesNow(person, name),
      );
      const entries = late.map((cell) => ({ person: cell.person, name: cell.name, value: shown(cell) }));
      if (entries.length === 0 || !disk.putNow(entries)) return;
      late.forEach((cell, i) => {
        cell.stored = entries[i]?.value;
        cell.waiting = [];
        channel.tell(cell.person, cell.name);
      });
    },

    /** Reads everything once more: a window that slept may have missed what the others told. */
    wake: (): void => {
      for (const cell of cells.values()) void load(cell);
    },
  };
};
