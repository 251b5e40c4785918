/** Synchronises the private data in this browser with the person's vault, automatically and whenever that is possible. */
import { changeSlice, rereadAll, readSlice, sealExisting, type Slice, mergePending, onPrivateWrite } from '../local-store/index.ts';
import { agreedName } from '../local-store/sealed-names.ts';
import { type AnyVaultSlice, type SliceParts, vaultSlices } from '../local-store/slice.ts';
import { vaultClient } from './index.ts';
import { onLockChange } from './key-session.ts';
import { merge, fingerprintOf, type Fingerprints } from './parts.ts';
import { readVaultState } from './state.ts';
import { readSyncStatus, setSyncStatus } from './sync-status.ts';
import { createSync, type Local } from './sync.ts';
import { after } from '../design/schedule.ts';

const { sync, forget } = createSync(vaultClient, vaultSlices);

/** The fingerprints of a slice's parts at its last synchronisation. */
const baseSlice = (name: string): Slice<Fingerprints> => ({ name: agreedName(name), initial: {} });

const isSame = (a: SliceParts, b: SliceParts): boolean => fingerprintOf(a) === fingerprintOf(b);

const partsIn = ({ initial, split }: AnyVaultSlice, value: unknown): SliceParts => split(value ?? initial);

const changeParts = async (person: string, slice: AnyVaultSlice, change: (mine: SliceParts) => SliceParts): Promise<SliceParts> =>
  partsIn(slice, await changeSlice(person, slice, (value) => slice.join(change(partsIn(slice, value)))));

/** Reads and writes this browser's data. Skips a write without a change, because each write starts the next synchronisation. */
const localOf = (person: string): Local => ({
  change: async (slice, change) => {
    const here = partsIn(slice, await readSlice(person, slice));
    if (isSame(here, change(here))) return here;
    return changeParts(person, slice, change);
  },
  readBase: ({ name }) => readSlice(person, baseSlice(name)),
  saveBase: async ({ name }, base) => {
    if (isSame(base, await readSlice(person, baseSlice(name)))) return;
    await changeSlice(person, baseSlice(name), () => base);
  },
});

/** Moves data that was written while the vault was locked, or before it existed, into the vault's slices. */
const mergePendingData = async (person: string): Promise<void> => {
  const slices = await vaultSlices();
  await mergePending(person, async (name, value) => {
    const slice = slices.find((candidate) => candidate.name === name);
    if (!slice) throw new Error(`there is no slice ${name}`);
    const outside = partsIn(slice, value);
    // An unchanged value is written as well: the write encrypts data that was stored unencrypted.
    await changeParts(person, slice, (mine) => merge({}, outside, mine));
  });
};

const synchronise = async (person: string): Promise<void> => {
  await mergePendingData(person);
  const synced = await sync(person, localOf(person));
  setSyncStatus({ kind: synced.kind === 'locked' ? 'locked' : 'open', trouble: synced.kind === 'synced' ? null : synced });
};

let busy: Promise<void> = Promise.resolve();
let stop = (): void => undefined;
const syncDelayMs = 1500;

const scheduleSync = (person: string, waitMs = syncDelayMs): void => {
  stop();
  stop = after(waitMs, () => {
    busy = busy.then(() => refresh(person)).catch(() => setSyncStatus({ kind: readSyncStatus().kind, trouble: { kind: 'failed' } }));
  });
};

/** Reads the vault's state, publishes it, and synchronises if the vault is unlocked. */
const refresh = async (person: string): Promise<void> => {
  const state = await readVaultState(person);
  if (state.kind === 'none') return setSyncStatus({ kind: 'none', trouble: null });
  if (state.kind === 'locked') {
    await sealExisting(person);
    return setSyncStatus({ kind: 'locked', trouble: null });
  }
  if (state.kind === 'open') return synchronise(person);
  if (state.kind === 'refused' || state.kind === 'gone') return setSyncStatus({ kind: 'open', trouble: state });
  setSyncStatus({ kind: readSyncStatus().kind, trouble: { kind: state.kind } });
};

let activePerson: string | null = null;

/** Starts to synchronise for the person signed in at this page. Later calls synchronise again at once. */
export const startSync = (person: string): void => {
  if (activePerson === null) {
    onPrivateWrite((of) => of === activePerson && readSyncStatus().kind === 'open' && scheduleSync(of));
    onLockChange((of) => {
      if (of !== activePerson) return;
      forget(of);
      vaultClient.forget(of);
      rereadAll();
      scheduleSync(of, 0);
    });
    addEventListener('online', () => activePerson !== null && scheduleSync(activePerson, 0));
  }
  activePerson = person;
  scheduleSync(person, 0);
};
