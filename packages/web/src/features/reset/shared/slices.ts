import type { Noted } from '../../carry/shared/index.ts';
import { byMonth, datedList, onePurpose, type SliceParts, slice, oneItem } from '../../../local-store/slice.ts';
import { m } from '../../../generated/messages/messages.js';
import { tightness } from './tightness.ts';

/** Taps before and after one reset, from 1 (tight) to 5 (loose); null if not answered. `at` is the start of the reset. */
export interface Taps {
  readonly at: number;
  readonly before: number | null;
  readonly after: number | null;
}

/** Number of entries stored: enough to look back on a few weeks. */
const most = 200;

const tapText = ({ at, before, after }: Taps, when: (at: number) => string): string => {
  const words = { time: when(at), before: tightness(before ?? after ?? 3) };
  return before !== null && after !== null ? m.panel_kept_tap_after({ ...words, after: tightness(after) }) : m.panel_kept_tap(words);
};

export const tapsSlice = slice<readonly Taps[]>({
  name: 'taps',
  initial: [],
  private: 'vault',
  split: (all) => Object.fromEntries(all.map((one) => [String(one.at), one])),
  join: (parts) => (Object.values(parts) as Taps[]).toSorted((a, b) => a.at - b.at),
  group: byMonth,
  ...onePurpose('taps'),
  text: (all, when) => [{ title: m.vault_taps(), lines: all.map((one) => tapText(one, when)) }],
});

/** Returns the taps with those of one reset replaced or added. The reset is identified by its start. */
export const withTaps = (taps: readonly Taps[], of: Taps): readonly Taps[] =>
  [...taps.filter(({ at }) => at !== of.at), of].slice(-most);

/** Agent's own sentence about their boundary, filled in the next time. */
export const ownLineSlice = slice<string>({
  name: 'own-line',
  initial: '',
  private: 'vault',
  split: (line): SliceParts => (line === '' ? {} : { line }),
  join: ({ line }) => (typeof line === 'string' ? line : ''),
  group: oneItem,
  ...onePurpose('own-lines'),
  text: (line) => [{ title: m.vault_own_lines(), lines: line === '' ? [] : [line] }],
});

export const seatedSlice = slice<boolean>({ name: 'seated', initial: false });

/** Notes about customers this agent has helped. */
export const rememberedSlice = slice<readonly Noted[]>({
  name: 'remembered',
  initial: [],
  private: 'vault',
  ...datedList<Noted>(),
  group: byMonth,
  ...onePurpose('small-wins'),
  text: (all, when) => [{ title: m.vault_remembered(), lines: all.map(({ at, text }) => `**${when(at)}** ${text}`) }],
});

export const withRemembered = (all: readonly Noted[], more: readonly Noted[]): readonly Noted[] =>
  [...all.filter(({ id }) => !more.some((other) => other.id === id)), ...more].slice(-most);
