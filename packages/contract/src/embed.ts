import { type EmbedTheme, isTheme } from './embed-theme.ts';

/**
 * Messages that the panel in a frame and the host page exchange by postMessage; docs/embedding.md describes them.
 * They carry no personal data. The checks use no schema library, which keeps the host page's script to a few kilobytes.
 */

/** Version that every message carries as `onhook`. Each side ignores a kind it does not know, so kinds can be added. */
export const embedVersion = 2;

/** Versions that both sides read. In version 1 a state named what the panel showed; see {@link readFromPanel} and {@link message}. */
const versions = [1, 2] as const;
export type EmbedVersion = (typeof versions)[number];

/** Path of the script that defines the custom element. */
export const embedScriptPath = '/embed/onhook-panel.js';

const states = ['free', 'busy'] as const;
/**
 * busy: a call rings or is on, or the line is paused, as any wallboard shows · free: neither. The page that holds the panel learns nothing
 * else: it can't tell an offer from a call, nor count recoveries.
 */
export type EmbedState = (typeof states)[number];

/** The two states in the words of version 1. */
const firstNames: Readonly<Record<EmbedState, string>> = { free: 'idle', busy: 'on-call' };
const busyInFirst: readonly unknown[] = ['on-call', 'offer', 'reset', 'held'];
const freeInFirst: readonly unknown[] = ['signed-out', 'idle'];

export type FromPanel =
  /** Says that the panel listens and waits for `hello`. Any host page may receive it, so it carries nothing else. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'state'; readonly state: EmbedState }
  /** Height in CSS pixels at which the tallest screen so far needs no scrolling. It only grows, so that no screen shows by its height. */
  | { readonly kind: 'size'; readonly height: number }
  /** Says if keyboard focus is in the panel. */
  | { readonly kind: 'focus'; readonly inside: boolean };

export type FromHost =
  /** The panel answers with its state, size and focus, and sends each again when it changes. */
  | { readonly kind: 'hello' }
  | { readonly kind: 'theme'; readonly theme: EmbedTheme }
  | { readonly kind: 'focus' }
  | { readonly kind: 'open-phrasebook' }
  /** Agent leaves this desk: ends the frame's sign-in, and the sign-in that was handed over to it. */
  | { readonly kind: 'sign-out' };

/** A message to send. A page that speaks version 1 gets the two states in its words: `idle` and `on-call`. */
export const message = (fields: FromPanel | FromHost, version: EmbedVersion = embedVersion): object => ({
  onhook: version,
  ...fields,
  ...(version === 1 && fields.kind === 'state' && { state: firstNames[fields.state] }),
});

const isOneOf = <Name extends string>(names: readonly Name[], value: unknown): value is Name =>
  (names as readonly unknown[]).includes(value);

type Fields = Readonly<Record<string, unknown>>;

/** Version of a message; null when it is none that this script reads. */
export const versionOf = (data: unknown): EmbedVersion | null => {
  const version = typeof data === 'object' && data !== null ? (data as Fields)['onhook'] : null;
  return versions.find((known) => known === version) ?? null;
};

const fieldsOf = (data: unknown): Fields | null => (versionOf(data) === null ? null : (data as Fields));

const stateOf = (version: unknown, state: unknown): EmbedState | null => {
  if (version !== 1) return isOneOf(states, state) ? state : null;
  return busyInFirst.includes(state) ? 'busy' : freeInFirst.includes(state) ? 'free' : null;
};

/** Reads a message of the panel, of either version; null when this version does not know it. */
export const readFromPanel = (data: unknown): FromPanel | null => {
  const { onhook, kind, state, height, inside } = fieldsOf(data) ?? {};
  if (kind === 'ready') return { kind };
  const read = kind === 'state' ? stateOf(onhook, state) : null;
  if (kind === 'state' && read !== null) return { kind, state: read };
  if (kind === 'size' && typeof height === 'number' && height >= 0 && height < 100_000) return { kind, height };
  if (kind === 'focus' && typeof inside === 'boolean') return { kind, inside };
  return null;
};

/** Reads a message of the host page, of either version; null when this version does not know it. */
export const readFromHost = (data: unknown): FromHost | null => {
  const { kind, theme } = fieldsOf(data) ?? {};
  if (kind === 'hello' || kind === 'focus' || kind === 'open-phrasebook' || kind === 'sign-out') return { kind };
  if (kind === 'theme' && isTheme(theme)) return { kind, theme };
  return null;
};
