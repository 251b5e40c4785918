import type { Announce } from '../../../design/panel/announce.ts';
import type { Cue, Tone } from './cue.ts';
import type { Prefs } from './prefs.ts';

const shakes: Readonly<Record<Tone, readonly number[]>> = {
  in: [60],
  sip: [30],
  hold: [20, 80, 20],
  out: [25, 60, 25, 60, 25],
  tense: [120],
  release: [25, 60, 25],
  step: [30],
  'call-back': [200, 150, 200],
};

/**
 * Gives a cue by tone, voice and vibration, as the agent has chosen. The code for tones and voice is loaded only if
 * they are on.
 */
export const sound = ({ tone, words, ms }: Cue, { tones, voice, vibration }: Prefs): void => {
  const missing = (): void => {};
  if (tones) void import('./tones.ts').then(({ play }) => play(tone, ms), missing);
  if (voice && words) void import('./voice.ts').then(({ speak }) => speak(words), missing);
  if (vibration) navigator.vibrate?.([...shakes[tone]]);
};

/** Stops all tones and the voice, because Onhook must be silent during a call. */
export const hush = ({ tones, voice }: Prefs): void => {
  if (tones) void import('./tones.ts').then(({ stop }) => stop(), () => {});
  if (voice) globalThis.speechSynthesis?.cancel();
};

export const guideWith =
  (announce: Announce, prefs: Prefs, paused: boolean) =>
  (cue: Cue): void => {
    announce(cue.isHeading ? '' : cue.words, 'heard');
    if (!paused) sound(cue, prefs);
  };
