/**
 * What a page that holds the panel in a frame and the panel say to each other by postMessage; docs/embedding.md says it
 * in words. Nothing personal crosses here. No schema library: the script for the holding page is a few kilobytes.
 */

/** Stands in every message as `onhook`. What it does not know, a side ignores, so that kinds may be added. */
export const embedVersion = 1;

/** Where the script that defines the element is served. */
export const embedScriptPath = '/embed/onhook-panel.js';

const states = ['signed-out', 'idle', 'on-call', 'offer', 'reset', 'held'] as const;
/**
 * signed-out: nobody is signed in in the frame · idle: nothing to see to · on-call: a call rings or is on, the panel is a
 * thin line · offer: recovery time is there · reset: the agent is in it · held: the line is held and nothing else is on.
 */
export type EmbedState = (typeof states)[number];

const themes = ['system', 'light', 'dark'] as const;
export type EmbedTheme = (typeof themes)[number];

export type FromPanel =
  /** The panel listens, and waits for `hello`. Sent to whoever holds the frame, so it says nothing else. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'state'; readonly state: EmbedState }
  /** The height at which nothing in the panel has to be scrolled, in CSS pixels. */
  | { readonly kind: 'size'; readonly height: number }
  /** Whether the keyboard's focus is in the panel. */
  | { readonly kind: 'focus'; readonly inside: boolean };

export type FromHost =
  /** Answered by the state, the size and the focus as they are, and from then on as they change. */
  | { readonly kind: 'hello' }
  | { readonly kind: 'theme'; readonly theme: EmbedTheme }
  | { readonly kind: 'focus' }
  | { readonly kind: 'open-phrasebook' }
  /** The agent leaves this desk: ends the sign-in that the frame has, and the one it was handed over from. */
  | { readonly kind: 'sign-out' };

export const message = <Said extends FromPanel | FromHost>(said: Said): Said & { readonly onhook: number } => ({ onhook: embedVersion, ...said });

const isOneOf = <Name extends string>(names: readonly Name[], value: unknown): value is Name =>
  (names as readonly unknown[]).includes(value);

export const isTheme = (value: unknown): value is EmbedTheme => isOneOf(themes, value);

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (data: unknown): Fields | null =>
  typeof data === 'object' && data !== null && (data as Fields)['onhook'] === embedVersion ? (data as Fields) : null;

/** What the panel said; null: nothing that this version knows. */
export const readFromPanel = (data: unknown): FromPanel | null => {
  const { kind, state, height, inside } = fieldsOf(data) ?? {};
  if (kind === 'ready') return { kind };
  if (kind === 'state' && isOneOf(states, state)) return { kind, state };
  if (kind === 'size' && typeof height === 'number' && height >= 0 && height < 100_000) return { kind, height };
  if (kind === 'focus' && typeof inside === 'boolean') return { kind, inside };
  return null;
};

/** What the holding page said; null: nothing that this version knows. */
export const readFromHost = (data: unknown): FromHost | null => {
  const { kind, theme } = fieldsOf(data) ?? {};
  if (kind === 'hello' || kind === 'focus' || kind === 'open-phrasebook' || kind === 'sign-out') return { kind };
  if (kind === 'theme' && isTheme(theme)) return { kind, theme };
  return null;
};
