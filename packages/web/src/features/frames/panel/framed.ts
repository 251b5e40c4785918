import { type EmbedState, type EmbedTheme, isTheme } from '@onhook/contract/embed';
import { applyTheme, readTheme } from '../../../design/theme.ts';
import type { Phase } from '../../recovery/panel/index.ts';

/** Whether a page of somebody else's holds this panel. */
export const isFramed = window.parent !== window;

/** `system` leaves it to what the agent chose here. */
export const wear = (theme: EmbedTheme): void => applyTheme(theme === 'system' ? readTheme() : theme);

/** What the holding page chose stands in the address, so that the first picture is right already. */
export const followAddress = (): void => {
  const theme = new URLSearchParams(location.search).get('theme');
  if (isTheme(theme)) wear(theme);
};

const states: Readonly<Record<Phase['kind'], EmbedState>> = {
  'no-line': 'idle',
  'on-call': 'on-call',
  idle: 'idle',
  asked: 'idle',
  waiting: 'idle',
  offer: 'offer',
  held: 'held',
  reset: 'reset',
  ending: 'held',
};

let noted: EmbedState | null = null;
let tell: ((state: EmbedState) => void) | null = null;

/** Notes what the panel shows, for whoever holds it. */
export const noteState = (phase: Phase['kind'] | 'signed-out'): void => {
  const state = phase === 'signed-out' ? phase : states[phase];
  if (state === noted) return;
  noted = state;
  tell?.(state);
};

/** The state now, null before there is one, and from then on each as it changes. */
export const watchState = (listener: (state: EmbedState) => void): EmbedState | null => {
  tell = listener;
  return noted;
};
