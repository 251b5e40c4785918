import type { EmbedState } from '@onhook/contract/embed';
import { type EmbedTheme, isTheme } from '@onhook/contract/embed-theme';
import { applyTheme, readTheme } from '../../../design/theme.ts';
import type { Phase } from '../../recovery/panel/index.ts';

/** True when the panel is embedded in another page. */
export const isFramed = window.parent !== window;

/** Applies a theme of the embedding page. `system` means the agent's own choice in the panel. */
export const wear = (theme: EmbedTheme): void => applyTheme(theme === 'system' ? readTheme() : theme);

/** Applies the theme in the address, set by the embedding page, so that the first paint is already right. */
export const followAddress = (): void => {
  const theme = new URLSearchParams(location.search).get('theme');
  if (isTheme(theme)) wear(theme);
};

/** True in phases without a call and without a pause. In every other the line takes no call, which any wallboard shows. */
const isFree = (phase: Phase['kind'] | 'signed-out'): boolean => phase === 'signed-out' || phase === 'no-line' || phase === 'idle';

let noted: EmbedState | null = null;
let report: ((state: EmbedState) => void) | null = null;

/** Records the panel's state for the embedding page, and reports it when it changes. */
export const noteState = (phase: Phase['kind'] | 'signed-out'): void => {
  const state = isFree(phase) ? 'free' : 'busy';
  if (state === noted) return;
  noted = state;
  report?.(state);
};

/** Returns the current state, or null before the first one, and calls the listener at every change. */
export const watchState = (listener: (state: EmbedState) => void): EmbedState | null => {
  report = listener;
  return noted;
};
