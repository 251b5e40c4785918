/** How each private slice comes apart, so that what two devices changed is put together piece by piece. */
import type { Purpose } from '@onhook/vault';
import { notesSlice, type OwnNote } from '../features/debrief/shared/slice.ts';
import { carriedSlice, type CarryItem, type Noted } from '../features/carry/shared/slice.ts';
import { type IncidentDraft, incidentsSlice } from '../features/incidents/shared/slice.ts';
import { type Entry, journalSlice } from '../features/journal/shared/slice.ts';
import type { InVault } from '../local-store/private-names.ts';
import type { Slice } from '../local-store/store.ts';
import { type Own, ownSlice } from '../features/phrasebook/shared/own-slice.ts';
import { type Kept, keepsakesSlice } from '../features/reset/shared/keepsake-slice.ts';
import { ownLineSlice, rememberedSlice, type Taps, tapsSlice } from '../features/reset/shared/slices.ts';

/** What a slice consists of, by names that are the same on every device. */
export type Parts = Readonly<Record<string, unknown>>;

interface InParts<Value> {
  readonly slice: Slice<Value>;
  readonly split: (value: Value) => Parts;
  readonly join: (parts: Parts) => Value;
  /** Parts of one group and purpose are kept as one thing. */
  readonly group: (key: string, part: unknown) => string;
  readonly purpose: (part: unknown) => Purpose;
}

interface Dated {
  readonly id: string;
  readonly at: number;
}

const oldestFirst = (a: Dated, b: Dated): number => a.at - b.at || (a.id < b.id ? -1 : 1);
const byId = <One extends { readonly id: string }>(all: readonly One[], prefix = ''): Parts =>
  Object.fromEntries(all.map((one) => [`${prefix}${one.id}`, one]));
const under = <One>(parts: Parts, prefix: string): One[] =>
  Object.entries(parts).flatMap(([key, part]) => (key.startsWith(prefix) ? [part as One] : []));

const monthOf = (part: unknown): string => new Date((part as { at: number }).at).toISOString().slice(0, 7);
const whole = (): string => 'all';
const always = (purpose: Purpose) => (): Purpose => purpose;

const taps: InParts<readonly Taps[]> = {
  slice: tapsSlice,
  split: (all) => Object.fromEntries(all.map((one) => [String(one.at), one])),
  join: (parts) => (Object.values(parts) as Taps[]).toSorted((a, b) => a.at - b.at),
  group: (_, part) => monthOf(part),
  purpose: always('taps'),
};

const remembered: InParts<readonly Noted[]> = {
  slice: rememberedSlice,
  split: byId,
  join: (parts) => (Object.values(parts) as Noted[]).toSorted(oldestFirst),
  group: (_, part) => monthOf(part),
  purpose: always('small-wins'),
};

const ownLine: InParts<string> = {
  slice: ownLineSlice,
  split: (line): Parts => (line === '' ? {} : { line }),
  join: ({ line }) => (typeof line === 'string' ? line : ''),
  group: whole,
  purpose: always('own-lines'),
};

const keepsakes: InParts<readonly Kept[]> = {
  slice: keepsakesSlice,
  split: byId,
  join: (parts) => (Object.values(parts) as Kept[]).toSorted(oldestFirst),
  group: (key) => key,
  purpose: always('keepsake'),
};

const carry: InParts<typeof carriedSlice.nothing> = {
  slice: carriedSlice,
  split: ({ items, putDown, learned }) => ({ ...byId(items, 'item '), ...byId(putDown, 'down '), ...byId(learned, 'learned ') }),
  join: (parts) => ({
    items: under<CarryItem>(parts, 'item ').toSorted(oldestFirst),
    putDown: under<Noted>(parts, 'down ').toSorted(oldestFirst),
    learned: under<Noted>(parts, 'learned ').toSorted(oldestFirst),
  }),
  group: (_, part) => monthOf(part),
  purpose: always('carry'),
};

const phrasebook: InParts<Own> = {
  slice: ownSlice,
  split: ({ phrases, favourites, draft }): Parts => ({
    ...Object.fromEntries(phrases.map((phrase, n) => [`phrase ${phrase.id}`, { n, phrase }])),
    ...Object.fromEntries(favourites.map((id) => [`favourite ${id}`, id])),
    ...(draft && { draft }),
  }),
  join: (parts) => ({
    phrases: under<{ n: number; phrase: Own['phrases'][number] }>(parts, 'phrase ')
      .toSorted((a, b) => a.n - b.n || (a.phrase.id < b.phrase.id ? -1 : 1))
      .map(({ phrase }) => phrase),
    favourites: under<string>(parts, 'favourite '),
    draft: (parts['draft'] as Own['draft'] | undefined) ?? null,
  }),
  group: whole,
  purpose: always('own-lines'),
};

const journal: InParts<readonly Entry[]> = {
  slice: journalSlice,
  split: byId,
  join: (parts) => (Object.values(parts) as Entry[]).toSorted(oldestFirst),
  group: (key, part) => ((part as Entry).kind === 'moment' ? monthOf(part) : key),
  purpose: (part) => (({ reflection: 'reflection', thought: 'thought-record', moment: 'taps' }) as const)[(part as Entry).kind],
};

const incidents: InParts<readonly IncidentDraft[]> = {
  slice: incidentsSlice,
  split: byId,
  join: (parts) => (Object.values(parts) as IncidentDraft[]).toSorted((a, b) => a.happenedAt - b.happenedAt || (a.id < b.id ? -1 : 1)),
  group: (key) => key,
  purpose: always('incident-draft'),
};

const debriefNotes: InParts<readonly OwnNote[]> = {
  slice: notesSlice,
  split: byId,
  join: (parts) => (Object.values(parts) as OwnNote[]).toSorted(oldestFirst),
  group: (_, part) => monthOf(part),
  purpose: always('debrief-note'),
};

/** A slice whose type is its own business, as whoever goes over all of them sees it. */
export type AnyParts = InParts<unknown>;

export const partsOf = { taps, remembered, 'own-line': ownLine, keepsakes, carry, phrasebook, journal, incidents, 'debrief-notes': debriefNotes } as unknown as Readonly<Record<InVault, AnyParts>>;

/** What two parts are compared by. A picture never changes under its name, so its type and size stand for it. */
export const printOf = (part: unknown): string =>
  JSON.stringify(part, (_, value: unknown) => {
    if (value instanceof Blob) return [value.type, value.size];
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  });

/** What a part was when both sides last agreed. */
export type Prints = Readonly<Record<string, string>>;

/**
 * What is here and what is there, put together: whoever changed a part since both agreed has their way, and a part that is
 * deleted on one side and changed on the other stays.
 */
export const merge = (base: Prints, mine: Parts, theirs: Parts): Parts => {
  const merged: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(theirs), ...Object.keys(mine)])) {
    const [here, there] = [mine[key], theirs[key]];
    const before = base[key];
    const isMine = here === undefined ? before !== undefined : printOf(here) !== before;
    const isTheirs = there === undefined ? before !== undefined : printOf(there) !== before;
    const kept = !isMine ? there : !isTheirs ? here : (here ?? there);
    if (kept !== undefined) merged[key] = kept;
  }
  return merged;
};
