import type { Purpose } from '@onhook/vault';

/** Value of a slice, split into parts. A part has the same key on every device, so devices merge part by part. */
export type SliceParts = Readonly<Record<string, unknown>>;

/** A heading and the lines below it, in the text that a person exports of their own data. */
export interface TextSection {
  readonly title: string;
  readonly lines: readonly string[];
}

/** Data of a single feature about a single person. Its value is whatever a browser can clone: plain data, a Blob, no functions. */
export interface Slice<Value> {
  /** Unique among all slices; the record's name on the disk. */
  readonly name: string;
  /** The value before anything was stored. */
  readonly initial: Value;
  /** Turns what an older version may have stored into this version's value; null when that cannot be read. */
  readonly restore?: (stored: unknown) => Value | null;
}

/** Data that is encrypted into the vault once its person has one, and follows them to their other devices. */
export interface VaultSlice<Value> extends Slice<Value> {
  readonly private: 'vault';
  readonly split: (value: Value) => SliceParts;
  readonly join: (parts: SliceParts) => Value;
  /** Parts of one group and purpose are encrypted as one item. */
  readonly group: (key: string, part: unknown) => string;
  /** Every purpose that {@link purposeOf} can return. */
  readonly purposes: readonly Purpose[];
  readonly purposeOf: (part: unknown) => Purpose;
  /** The value as its owner reads it in the exported text. */
  readonly text: (value: Value, when: (at: number) => string) => readonly TextSection[];
  /** Runs before everything of this person is deleted in this browser. */
  readonly beforeDelete?: (person: string, value: Value) => Promise<void>;
}

/** Short-lived data that never leaves this device: encrypted by the device's own key, and readable while the vault is locked. */
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

/** Returns how the slice of this name is kept private; null if it's not private or not loaded yet. */
export const privacyOf = (name: string): AnyPrivateSlice['private'] | null => declared.get(name)?.private ?? null;

let loadAll: () => Promise<readonly AnyPrivateSlice[]> = () => Promise.reject(new Error('no slices are declared'));

/** Sets how the program loads the private slices of all features. Called once, before anything private is read. */
export const setSliceLoader = (load: () => Promise<readonly AnyPrivateSlice[]>): void => void (loadAll = load);

/** Loads and returns the private slices of all features. */
export const privateSlices = (): Promise<readonly AnyPrivateSlice[]> => loadAll();

export const vaultSlices = async (): Promise<readonly AnyVaultSlice[]> => (await privateSlices()).filter(isVaultSlice);

interface Dated {
  readonly id: string;
  readonly at: number;
}

/** Groups parts with a time `at` by month: one item of the vault a month. */
export const byMonth = (_key: string, part: unknown): string => new Date((part as { at: number }).at).toISOString().slice(0, 7);
/** Gives each part an item of its own. */
export const itemPerPart = (key: string): string => key;
/** Puts all parts into one item. */
export const oneItem = (): string => 'all';

export const oldestFirst = (a: Dated, b: Dated): number => a.at - b.at || (a.id < b.id ? -1 : 1);
export const byId = <One extends { readonly id: string }>(all: readonly One[], prefix = ''): SliceParts =>
  Object.fromEntries(all.map((one) => [`${prefix}${one.id}`, one]));
/** Returns the parts whose key starts with `prefix`. */
export const partsUnder = <One>(parts: SliceParts, prefix: string): One[] =>
  Object.entries(parts).flatMap(([key, part]) => (key.startsWith(prefix) ? [part as One] : []));

/** Declares one purpose for all parts. */
export const onePurpose = (purpose: Purpose): Pick<AnyVaultSlice, 'purposes' | 'purposeOf'> => ({ purposes: [purpose], purposeOf: () => purpose });

/** Split and join of a list whose entries have an id and a time; joined oldest first. */
export const datedList = <One extends Dated>(): Pick<VaultSlice<readonly One[]>, 'split' | 'join'> => ({
  split: (all) => byId(all),
  join: (parts) => (Object.values(parts) as One[]).toSorted(oldestFirst),
});
