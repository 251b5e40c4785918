import type { Purpose } from '@onhook/vault';

/** Value of a slice, split into parts by key. A part has the same key on every device, so that devices merge part by part. */
export type SliceParts = Readonly<Record<string, unknown>>;

/** A heading and the lines below it, in the text export of a person's own data. */
export interface TextSection {
  readonly title: string;
  readonly lines: readonly string[];
}

/** Data of one feature, stored for each person. The value is anything that a browser can clone: plain data or a Blob, but no functions. */
export interface Slice<Value> {
  /** Name of the record on the disk, unique among all slices. */
  readonly name: string;
  /** Value before anything is stored. */
  readonly initial: Value;
  /** Converts a value that an older version stored; null when it cannot be read. */
  readonly restore?: (stored: unknown) => Value | null;
}

/** Data that is encrypted once its person has a vault, and synchronised with their other devices. */
export interface VaultSlice<Value> extends Slice<Value> {
  readonly private: 'vault';
  readonly split: (value: Value) => SliceParts;
  readonly join: (parts: SliceParts) => Value;
  /** Parts of one group and purpose are encrypted as one item. */
  readonly group: (key: string, part: unknown) => string;
  /** Every purpose that {@link purposeOf} can return. */
  readonly purposes: readonly Purpose[];
  readonly purposeOf: (part: unknown) => Purpose;
  /** Formats the value for the text export. */
  readonly text: (value: Value, when: (at: number) => string) => readonly TextSection[];
  /** Runs before everything of this person is deleted in this browser. */
  readonly beforeDelete?: (person: string, value: Value) => Promise<void>;
}

/** Short-lived data that never leaves this device. Encrypted with the device's own key, so it can be read while the vault is locked. */
export interface DeviceSlice<Value> extends Slice<Value> {
  readonly private: 'device';
}

export type PrivateSlice<Value> = VaultSlice<Value> | DeviceSlice<Value>;

/** A slice of unknown type, for code that handles all slices alike. */
export type AnyVaultSlice = VaultSlice<unknown>;
export type AnyPrivateSlice = PrivateSlice<unknown>;

export const isVaultSlice = (slice: AnyPrivateSlice): slice is AnyVaultSlice => slice.private === 'vault';

const declared = new Map<string, AnyPrivateSlice>();

export const isPrivateSlice = (value: unknown): value is AnyPrivateSlice =>
  typeof value === 'object' && value !== null && 'private' in value && (value.private === 'vault' || value.private === 'device');

interface Declare {
  <Value>(declaration: VaultSlice<Value>): VaultSlice<Value>;
  <Value>(declaration: DeviceSlice<Value>): DeviceSlice<Value>;
  <Value>(declaration: Slice<Value>): Slice<Value>;
}

/**
 * Declares a slice. Encryption, synchronisation, export and deletion are derived from the declaration.
 *
 * @example
 * const wins = slice<readonly Win[]>({ name: 'wins', private: 'vault', initial: [], ...datedList<Win>(), group: byMonth, ...onePurpose('small-wins'), text });
 */
export const slice: Declare = <Declared extends Slice<never>>(declaration: Declared): Declared => {
  if (isPrivateSlice(declaration)) declared.set(declaration.name, declaration);
  return declaration;
};

/** Returns the kind of encryption of the slice of this name; null when it is not private, or not loaded yet. */
export const privacyOf = (name: string): AnyPrivateSlice['private'] | null => declared.get(name)?.private ?? null;

let loadAll: () => Promise<readonly AnyPrivateSlice[]> = () => Promise.reject(new Error('no slice loader'));

/** Sets the function that loads the private slices of all features. Called once, before anything private is read. */
export const setSliceLoader = (load: () => Promise<readonly AnyPrivateSlice[]>): void => void (loadAll = load);

/** Loads and returns the private slices of all features. */
export const privateSlices = (): Promise<readonly AnyPrivateSlice[]> => loadAll();

export const vaultSlices = async (): Promise<readonly AnyVaultSlice[]> => (await privateSlices()).filter(isVaultSlice);

interface Dated {
  readonly id: string;
  readonly at: number;
}

/** Groups parts by the month of their time `at`, so that the vault has one item for each month. */
export const byMonth = (_key: string, part: unknown): string => new Date((part as { at: number }).at).toISOString().slice(0, 7);
/** Gives each part an item of its own. */
export const itemPerPart = (key: string): string => key;
/** Puts all parts into one item. */
export const oneItem = (): string => 'all';

export const oldestFirst = (a: Dated, b: Dated): number => a.at - b.at || (a.id < b.id ? -1 : 1);
export const byId = <Entry extends { readonly id: string }>(entries: readonly Entry[], prefix = ''): SliceParts =>
  Object.fromEntries(entries.map((entry) => [`${prefix}${entry.id}`, entry]));
/** Returns the parts whose key starts with `prefix`. */
export const partsUnder = <Part>(parts: SliceParts, prefix: string): Part[] =>
  Object.entries(parts).flatMap(([key, part]) => (key.startsWith(prefix) ? [part as Part] : []));

/** Declares one purpose for all parts. */
export const onePurpose = (purpose: Purpose): Pick<AnyVaultSlice, 'purposes' | 'purposeOf'> => ({ purposes: [purpose], purposeOf: () => purpose });

/** Split and join functions of a list whose entries have an id and a time. Joins with the oldest first. */
export const datedList = <Entry extends Dated>(): Pick<VaultSlice<readonly Entry[]>, 'split' | 'join'> => ({
  split: (entries) => byId(entries),
  join: (parts) => (Object.values(parts) as Entry[]).toSorted(oldestFirst),
});
