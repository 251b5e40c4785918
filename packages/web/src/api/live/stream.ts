import { type LiveMessages, livePath } from '@onhook/contract/live';
import { after } from '../../design/schedule.ts';

/** The part of EventSource that is used here; tests pass their own. */
export interface Source {
  readonly readyState: number;
  addEventListener(name: string, listener: (event: { readonly data: string }) => void): void;
  close(): void;
}

export interface Listeners {
  readonly on: { readonly [Name in keyof LiveMessages]?: (message: LiveMessages[Name]) => void };
  /** Runs before each message's own listener. */
  readonly received?: () => void;
  readonly opened?: () => void;
  readonly lost?: () => void;
  readonly connect?: (path: string) => Source;
}

export interface Stream {
  readonly isOpen: () => boolean;
  /** Closes the connection and opens another at once. */
  readonly reopen: () => void;
  readonly close: () => void;
}

const states = { open: 1, closed: 2 } as const;
const firstWaitMs = 1000;
const longestWaitMs = 15_000;

/**
 * Keeps a stream of the server's messages open until `close` is called. A browser reconnects by itself after a lost
 * connection, but gives up after an answer that is not a stream, such as 503; this function then opens a new one.
 */
export const openStream = ({
  on,
  received,
  opened,
  lost,
  connect = (path) => new EventSource(path) as unknown as Source,
}: Listeners): Stream => {
  let source: Source | null = null;
  let stopWaiting = (): void => undefined;
  let waitMs = firstWaitMs;

  const open = (): void => {
    source?.close();
    stopWaiting();
    const own = connect(livePath);
    source = own;
    own.addEventListener('open', () => {
      waitMs = firstWaitMs;
      opened?.();
    });
    own.addEventListener('error', () => {
      if (source !== own) return;
      lost?.();
      if (own.readyState !== states.closed) return;
      stopWaiting();
      stopWaiting = after(waitMs, open);
      waitMs = Math.min(longestWaitMs, waitMs * 2);
    });
    for (const [name, listener] of Object.entries(on) as [string, (message: unknown) => void][])
      own.addEventListener(name, ({ data }) => {
        received?.();
        listener(JSON.parse(data));
      });
  };

  open();
  return {
    isOpen: () => source?.readyState === states.open,
    reopen: open,
    close: () => {
      stopWaiting();
      source?.close();
      source = null;
    },
  };
};
