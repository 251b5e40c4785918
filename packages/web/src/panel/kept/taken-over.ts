/** What earlier versions kept in localStorage, taken over once. */
import { type CarryItem, type Noted, carriedSlice, withItems } from '../carry/slice.ts';
import { type Taps, ownLineSlice, seatedSlice, tapsSlice, withTaps } from '../reset/slices.ts';
import type { Disk, Slice } from './store.ts';

interface Old {
  readonly items?: readonly { readonly id: string; readonly at: number; readonly kind: string; readonly text: string }[];
  readonly taps?: readonly Taps[];
  readonly ownLine?: string;
  readonly seated?: boolean;
}

const parse = (text: string | null): unknown => {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
};

/** Taking it over twice changes nothing: another window may be doing the same. */
const takeOver = async (disk: Disk, person: string, { items = [], taps = [], ownLine, seated }: Old): Promise<void> => {
  const change = async <Value>({ name, nothing }: Slice<Value>, to: (value: Value) => Value): Promise<void> => {
    await disk.change(person, name, (stored) => to(stored === undefined ? nothing : (stored as Value)));
  };
  const carried: CarryItem[] = items
    .filter(({ kind }) => kind === 'carry')
    .map(({ id, at, text }) => ({ id, at, text, dueAt: null, doneAt: null }));
  const putDown: Noted[] = items.filter(({ kind }) => kind === 'put-down').map(({ id, at, text }) => ({ id, at, text }));
  await change(carriedSlice, (kept) => withItems(kept, { items: carried, putDown }));
  await change(tapsSlice, (kept) => taps.reduce(withTaps, kept));
  if (ownLine) await change(ownLineSlice, (kept) => kept || ownLine);
  if (seated) await change(seatedSlice, () => seated);
};

/** Nothing is removed from where it was before it has arrived. */
export const takeOverOld = async (disk: Disk, person: string): Promise<void> => {
  try {
    const kept = `onhook:${person}:kept`;
    const old = parse(localStorage.getItem(kept));
    if (typeof old === 'object' && old !== null) await takeOver(disk, person, old);
    localStorage.removeItem(kept);
    const running = `onhook:${person}:reset`;
    const run = parse(localStorage.getItem(running));
    if (run !== null) await disk.change(person, 'run', (stored) => stored ?? run);
    localStorage.removeItem(running);
  } catch {
    // Refused here too; it stays where it is until the next time.
  }
};
