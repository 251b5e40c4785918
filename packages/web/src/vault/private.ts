/** Synchronises the private data of the person at this browser with their vault automatically, whenever that is possible. */
import { changeSlice, readAgain, readSlice, encryptExisting, type Slice, mergePending, whenPrivateWritten } from '../local-store/index.ts';
import { agreedName } from '../local-store/sealed-names.ts';
import { type AnyVaultSlice, type SliceParts, vaultSlices } from '../local-store/slice.ts';
import { vaultClient } from './index.ts';
import { whenTurned } from './key-session.ts';
import { merge, fingerprintOf, type Fingerprints } from './parts.ts';
import { look } from './state.ts';
import { readSyncStatus, setSyncStatus } from './sync-status.ts';
import { createSync, type Local } from './sync.ts';
import { after } from '../design/schedule.ts';

const { sync, forget } = createSync(vaultClient, vaultSlices);

const baseSlice = (name: string): Slice<Fingerprints> => ({ name: agreedName(name), initial: {} });

const isSame = (a: SliceParts, b: SliceParts): boolean => fingerprintOf(a) === fingerprintOf(b);

const partsIn = ({ initial, split }: AnyVaultSlice, value: unknown): SliceParts => split(value ?? initial);

const changeParts = async (person: string, slice: AnyVaultSlice, change: (mine: SliceParts) => SliceParts): Promise<SliceParts> =>
  partsIn(slice, await changeSlice(person, slice, (value) => slice.join(change(partsIn(slice, value)))));

/** Reads and writes this browser's data. Skips a write that changes nothing, because each write starts the next synchronisation. */
const localOf = (person: string): Local => ({
  change: async (slice, change) => {
    const here = partsIn(slice, await readSlice(person, slice));
    if (isSame(here, change(here))) return here;
    return changeParts(person, slice, change);
  },
  readBase: ({ name }) => readSlice(person, baseSlice(name)),
  keepBase: async ({ name }, base) => {
    if (isSame(base, await readSlice(person, baseSlice(name)))) return;
    await changeSlice(person, baseSlice(name), () => base);
  },
});

/** Moves data into the vault's slices that was written while the vault was locked or before it existed. */
const mergeWaiting = async (person: string): Promise<void> => {
  const slices = await vaultSlices();
  await mergePending(person, async (name, value) => {
    const slice = slices.find((one) => one.name === name);
    if (!slice) throw new Error(`no slice is called ${name}`);
    const outside = partsIn(slice, value);
    // An unchanged value is written too, because the write is what seals data that was stored unencrypted.
    await changeParts(person, slice, (mine) => merge({}, outside, mine));
  });
};

const synchronise = async (person: string): Promise<void> => {
  await mergeWaiting(person);
  const synced = await sync(person, localOf(person));
  setSyncStatus({ kind: synced.kind === 'locked' ? 'locked' : 'open', trouble: synced.kind === 'synced' ? null : synced });
};

let busy: Promise<void> = Promise.resolve();
let stop = (): void => undefined;
const afterMs = 1500;

const soon = (person: string, waitMs = afterMs): void => {
  stop();
  stop = after(waitMs, () => {
    busy = busy.then(() => refresh(person)).catch(() => setSyncStatus({ kind: readSyncStatus().kind, trouble: { kind: 'failed' } }));
  });
};

/** Looks up the vault's state, publishes it, and synchronises if the vault is open. */
const refresh = async (person: string): Promise<void> => {
  const state = await look(person);
  if (state.kind === 'none') return setSyncStatus({ kind: 'none', trouble: null });
  if (state.kind === 'locked') {
    await encryptExisting(person);
    return setSyncStatus({ kind: 'locked', trouble: null });
  }
  if (state.kind === 'open') return synchronise(person);
  if (state.kind === 'refused' || state.kind === 'gone') return setSyncStatus({ kind: 'open', trouble: state });
  setSyncStatus({ kind: readSyncStatus().kind, trouble: { kind: state.kind } });
};

let begun: string | null = null;

/** Starts synchronising for the person signed in at this page; called again when the connection is back. */
export const keepPrivate = (person: string): void => {
  if (begun === null) {
    whenPrivateWritten((of) => of === begun && readSyncStatus().kind === 'open' && soon(of));
    whenTurned((of) => {
      if (of !== begun) return;
      forget(of);
      vaultClient.forget(of);
      readAgain();
      soon(of, 0);
    });
    addEventListener('online', () => begun !== null && soon(begun, 0));
  }
  begun = person;
  soon(person, 0);
};
