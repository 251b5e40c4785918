import type { Tone } from './cue.ts';

/**
 * Pitch from start to end, in hertz. Tones differ by ear alone: breathing in rises, breathing out falls, holding stays
 * level, tensing is low, releasing falls.
 */
interface Shape {
  readonly from: number;
  readonly to: number;
  /** Longest length of the tone, in milliseconds. A shorter phase shortens it. */
  readonly mostMs: number;
  readonly again?: boolean;
}

const shapes: Readonly<Record<Tone, Shape>> = {
  in: { from: 196, to: 294, mostMs: 4000 },
  sip: { from: 294, to: 330, mostMs: 900 },
  hold: { from: 262, to: 262, mostMs: 500 },
  out: { from: 294, to: 196, mostMs: 6000 },
  tense: { from: 147, to: 147, mostMs: 700 },
  release: { from: 220, to: 147, mostMs: 2500 },
  step: { from: 330, to: 330, mostMs: 350 },
  'call-back': { from: 262, to: 392, mostMs: 900, again: true },
};

/** Gain of the tones, quieter than a voice in a headset. */
const loudness = 0.05;
const shortestMs = 350;

let context: AudioContext | null = null;
let master: GainNode | null = null;

const audio = (): { readonly context: AudioContext; readonly out: GainNode } => {
  context ??= new AudioContext();
  if (!master) {
    master = context.createGain();
    master.connect(context.destination);
  }
  return { context, out: master };
};

const one = (at: number, shape: Shape, seconds: number): void => {
  const { context: sounds, out } = audio();
  const tone = sounds.createOscillator();
  const envelope = sounds.createGain();
  tone.type = 'sine';
  tone.frequency.setValueAtTime(shape.from, at);
  tone.frequency.linearRampToValueAtTime(shape.to, at + seconds);
  const edge = Math.min(0.4, seconds / 3);
  envelope.gain.setValueAtTime(0, at);
  envelope.gain.linearRampToValueAtTime(loudness, at + edge);
  envelope.gain.setValueAtTime(loudness, at + seconds - edge);
  envelope.gain.linearRampToValueAtTime(0, at + seconds);
  tone.connect(envelope).connect(out);
  tone.start(at);
  tone.stop(at + seconds);
};

/** Plays a tone. `ms` is the length of the phase the tone accompanies; 0 for a tone on its own. */
export const play = (tone: Tone, ms: number): void => {
  const { context: sounds } = audio();
  void sounds.resume();
  const shape = shapes[tone];
  const seconds = Math.max(shortestMs, ms > 0 ? Math.min(ms * 0.9, shape.mostMs) : shape.mostMs) / 1000;
  one(sounds.currentTime, shape, seconds);
  if (shape.again) one(sounds.currentTime + seconds + 0.3, shape, seconds);
};

/** Silences all tones at once by disconnecting their output. */
export const stop = (): void => {
  master?.disconnect();
  master = null;
  void context?.suspend();
};
