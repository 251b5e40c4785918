import { type LiveMessages, livePath } from '@onhook/contract/live';
import type { Told } from './protocol.ts';

/** An EventSource as far as it is used here; a test brings its own. */
export interface Source {
  readonly readyState: number;
  onopen: (() => void) | null;
  onerror: (() => void) | null;
  addEventListener(name: string, listener: (event: { readonly data: string }) => void): void;
  close(): void;
}

const closed = 2;
const longestWaitMs = 15_000;

/**
 * Keeps one stream open. A browser tries again by itself after a lost connection, but gives up for good after an
 * answer that is not a stream, such as 503; then this does.
 */
export const openStream = (
  tell: (told: Told) => void,
  connect: (path: string) => Source = (path) => new EventSource(path) as unknown as Source,
): { close: () => void } => {
  let source: Source | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waitMs = 1000;

  const open = (): void => {
    const opened = connect(livePath);
    source = opened;
    opened.onopen = () => {
      waitMs = 1000;
      tell({ kind: 'open' });
    };
    opened.onerror = () => {
      tell({ kind: 'lost' });
      if (opened.readyState !== closed) return;
      opened.close();
      timer = setTimeout(open, waitMs);
      waitMs = Math.min(longestWaitMs, waitMs * 2);
    };
    const on = <Name extends keyof LiveMessages>(name: Name, told: (data: LiveMessages[Name]) => Told): void =>
      opened.addEventListener(name, ({ data }) => tell(told(JSON.parse(data) as LiveMessages[Name])));
    on('panel', (view) => ({ kind: 'panel', view, receivedAt: Date.now() }));
    on('circle', (view) => ({ kind: 'circle', view }));
    on('debrief', (view) => ({ kind: 'debrief', view }));
    on('signed-out', () => ({ kind: 'signed-out' }));
  };

  open();
  return {
    close: () => {
      clearTimeout(timer);
      source?.close();
    },
  };
};
