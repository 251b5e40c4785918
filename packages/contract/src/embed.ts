/**
 * Messages that the panel in a frame and the host page exchange by postMessage; docs/embedding.md describes them.
 * They carry no personal data. The checks use no schema library, which keeps the host page's script to a few kilobytes.
 */

/** Version that every message carries as `onhook`. Each side ignores a kind it does not know, so kinds can be added. */
export const embedVersion = 1;

/** Path of the script that defines the custom element. */
export const embedScriptPath = '/embed/onhook-panel.js';

const states = ['signed-out', 'idle', 'on-call', 'offer', 'reset', 'held'] as const;
/**
 * signed-out: nobody is signed in in the frame · idle: nothing needs attention · on-call: a call rings or is on, and the panel
 * is a thin line · offer: recovery time is on offer · reset: a reset is running · held: the line is paused and nothing else is on.
 */
export type EmbedState = (typeof states)[number];

const themes = ['system', 'light', 'dark'] as const;
export type EmbedTheme = (typeof themes)[number];

export type FromPanel =
  /** Says that the panel listens and waits for `hello`. Any host page may receive it, so it carries nothing else. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'state'; readonly state: EmbedState }
  /** Height in CSS pixels at which the panel needs no scrolling. */
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

export const message = <Message extends FromPanel | FromHost>(fields: Message): Message & { readonly onhook: number } => ({ onhook: embedVersion, ...fields });

const isOneOf = <Name extends string>(names: readonly Name[], value: unknown): value is Name =>
  (names as readonly unknown[]).includes(value);

export const isTheme = (value: unknown): value is EmbedTheme => isOneOf(themes, value);

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (data: unknown): Fields | null =>
  typeof data === 'object' && data !== null && (data as Fields)['onhook'] === embedVersion ? (data as Fields) : null;

/** Reads a message of the panel; null when this version does not know it. */
export const readFromPanel = (data: unknown): FromPanel | null => {
  const { kind, state, height, inside } = fieldsOf(data) ?? {};
  if (kind === 'ready') return { kind };
  if (kind === 'state' && isOneOf(states, state)) return { kind, state };
  if (kind === 'size' && typeof height === 'number' && height >= 0 && height < 100_000) return { kind, height };
  if (kind === 'focus' && typeof inside === 'boolean') return { kind, inside };
  return null;
};

/** Reads a message of the host page; null when this version does not know it. */
export const readFromHost = (data: unknown): FromHost | null => {
  const { kind, theme } = fieldsOf(data) ?? {};
  if (kind === 'hello' || kind === 'focus' || kind === 'open-phrasebook' || kind === 'sign-out') return { kind };
  if (kind === 'theme' && isTheme(theme)) return { kind, theme };
  return null;
};
