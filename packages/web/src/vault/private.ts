/** Synchronises the private data of the person at this browser with their vault automatically, whenever that is possible. */
import { changeKept, readAgain, readKept, sealUp, type Slice, takeMeanwhile, whenPrivateWritten } from '../local-store/index.ts';
import { agreedName } from '../local-store/sealed-names.ts';
import { type AnyVaultSlice, type SliceParts, vaultSlices } from '../local-store/slice.ts';
import { box } from './index.ts';
import { whenTurned } from './keeping.ts';
import { merge, printOf, type Prints } from './parts.ts';
import { look } from './state.ts';
import { readStanding, stand } from './standing.ts';
import { createSync, type Local } from './sync.ts';
import { after } from '../design/schedule.ts';

const { sync, forget } = createSync(box, vaultSlices);

const baseSlice = (name: string): Slice<Prints> => ({ name: agreedName(name), initial: {} });

const isSame = (a: SliceParts, b: SliceParts): boolean => printOf(a) === printOf(b);

const partsIn = ({ initial, split }: AnyVaultSlice, value: unknown): SliceParts => split(value ?? initial);

const changeParts = async (person: string, slice: AnyVaultSlice, change: (mine: SliceParts) => SliceParts): Promise<SliceParts> =>
  partsIn(slice, await changeKept(person, slice, (value) => slice.join(change(partsIn(slice, value)))));

/** Reads and writes this browser's data. Skips a write that changes nothing, because each write starts the next synchronisation. */
const localOf = (person: string): Local => ({
  change: async (slice, change) => {
    const here = partsIn(slice, await readKept(person, slice));
    if (isSame(here, change(here))) return here;
    return changeParts(person, slice, change);
  },
  readBase: ({ name }) => readKept(person, baseSlice(name)),
  keepBase: async ({ name }, base) => {
    if (isSame(base, await readKept(person, baseSlice(name)))) return;
    await changeKept(person, baseSlice(name), () => base);
  },
});

/** Moves data into the vault's slices that was written while the vault was locked or before it existed. */
const takeIn = async (person: string): Promise<void> => {
  const slices = await vaultSlices();
  await takeMeanwhile(person, async (name, value) => {
    const slice = slices.find((one) => one.name === name);
    if (!slice) throw new Error(`no slice is called ${name}`);
    const outside = partsIn(slice, value);
    // An unchanged value is written too, because the write is what seals data that was stored unencrypted.
    await changeParts(person, slice, (mine) => merge({}, outside, mine));
  });
};

const bringTogether = async (person: string): Promise<void> => {
  await takeIn(person);
  const synced = await sync(person, localOf(person));
  stand({ kind: synced.kind === 'locked' ? 'locked' : 'open', trouble: synced.kind === 'synced' ? null : synced });
};

let busy: Promise<void> = Promise.resolve();
let stop = (): void => undefined;
const afterMs = 1500;

const soon = (person: string, waitMs = afterMs): void => {
  stop();
  stop = after(waitMs, () => {
    busy = busy.then(() => refresh(person)).catch(() => stand({ kind: readStanding().kind, trouble: { kind: 'failed' } }));
  });
};

/** Looks up the vault's state, publishes it, and synchronises if the vault is open. */
const refresh = async (person: string): Promise<void> => {
  const state = await look(person);
  if (state.kind === 'none') return stand({ kind: 'none', trouble: null });
  if (state.kind === 'locked') {
    await sealUp(person);
    return stand({ kind: 'locked', trouble: null });
  }
  if (state.kind === 'open') return bringTogether(person);
  if (state.kind === 'refused' || state.kind === 'gone') return stand({ kind: 'open', trouble: state });
  stand({ kind: readStanding().kind, trouble: { kind: state.kind } });
};

let begun: string | null = null;

/** Starts synchronising for the person signed in at this page; called again when the connection is back. */
export const keepPrivate = (person: string): void => {
  if (begun === null) {
    whenPrivateWritten((of) => of === begun && readStanding().kind === 'open' && soon(of));
    whenTurned((of) => {
      if (of !== begun) return;
      forget(of);
      box.forget(of);
      readAgain();
      soon(of, 0);
    });
    addEventListener('online', () => begun !== null && soon(begun, 0));
  }
  begun = person;
  soon(person, 0);
};
