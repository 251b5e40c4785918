import type { Noted } from '../../carry/shared/index.ts';
import type { Slice } from '../../../local-store/store.ts';

/** 1 tight to 5 loose. */
export interface Taps {
  readonly at: number;
  readonly before: number | null;
  readonly after: number | null;
}

/** Enough to look back on a few weeks. */
const most = 200;

export const tapsSlice: Slice<readonly Taps[]> = { name: 'taps', nothing: [] };

/** The taps of one reset, told by its start, in place of those that were there. */
export const withTaps = (taps: readonly Taps[], of: Taps): readonly Taps[] =>
  [...taps.filter(({ at }) => at !== of.at), of].slice(-most);

/** The agent's own line about their boundary, offered first the next time. */
export const ownLineSlice: Slice<string> = { name: 'own-line', nothing: '' };

export const seatedSlice: Slice<boolean> = { name: 'seated', nothing: false };

/** Good to remember: customers this agent has helped. */
export const rememberedSlice: Slice<readonly Noted[]> = { name: 'remembered', nothing: [] };

export const withRemembered = (all: readonly Noted[], more: readonly Noted[]): readonly Noted[] =>
  [...all.filter(({ id }) => !more.some((other) => other.id === id)), ...more].slice(-most);
