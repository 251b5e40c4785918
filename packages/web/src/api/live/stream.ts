import { deadAfterMs, heartbeatMs, type LiveMessages, livePath } from '@onhook/contract/live';
import { after, every, machineNow } from '../../design/schedule.ts';

/** The members of EventSource that are used here. Tests replace it. */
export interface Source {
  readonly readyState: number;
  addEventListener(name: string, listener: (event: { readonly data: string }) => void): void;
  close(): void;
}

export interface Listeners {
  readonly on: { readonly [Name in keyof LiveMessages]?: (message: LiveMessages[Name]) => void };
  /** Called when the first message of a connection has arrived. A connection without a message does not count as open. */
  readonly opened?: () => void;
  /** Called when a connection fails or falls silent, and once for each later attempt that fails. */
  readonly lost?: () => void;
  readonly connect?: (path: string) => Source;
  /** True while the browser delays timers. A late timer is then no sign that the machine slept. */
  readonly isThrottled?: () => boolean;
}

export interface Stream {
  /** True from the first message of the present connection until that connection fails or another replaces it. */
  readonly isOpen: () => boolean;
  /** Closes the connection and opens another at once. Does nothing after `close`. */
  readonly reopen: () => void;
  /**
   * Opens another connection if this one may be dead. Does nothing after `close`.
   *
   * @param wasCut true when the connection is certainly cut. False opens another only when a heartbeat is missing
   */
  readonly wake: (wasCut: boolean) => void;
  readonly close: () => void;
}

const closedState = 2;
const minRetryMs = 1000;
const maxRetryMs = 15_000;
/** A timer that is later than this, in milliseconds, shows that the machine was asleep. */
const sleptMs = 10_000;
/** Time in which the replacement of a connection has to deliver its first message, in milliseconds. After it the stream counts as lost. */
const replaceWithinMs = 2000;
/** Age up to which a connection is not replaced again when several events show that the machine woke up, in milliseconds. */
const freshMs = 1000;

const names = ['panel', 'circle', 'debrief', 'board', 'board-change', 'heartbeat', 'signed-out'] as const satisfies readonly (keyof LiveMessages)[];

/**
 * Keeps a stream of the server's messages open until `close` is called. Opens another connection when the browser gives up (after a reply
 * that is not a stream, such as 503), when the server has been silent for {@link deadAfterMs}, and when the machine has slept: a cut
 * connection can look open for hours.
 */
export const openStream = ({
  on,
  opened,
  lost,
  connect = (path) => new EventSource(path) as unknown as Source,
  isThrottled = () => globalThis.document?.hidden ?? false,
}: Listeners): Stream => {
  let source: Source | null = null;
  let isOpen = false;
  let stopRetry = (): void => undefined;
  let stopWaitingForReplacement = (): void => undefined;
  let retryMs = minRetryMs;
  let connectedAt = 0;
  let receivedAt = 0;
  let checkedAt = machineNow();
  let isClosed = false;

  const reportLost = (): void => {
    isOpen = false;
    lost?.();
  };

  const open = (): void => {
    if (isClosed) return;
    source?.close();
    stopRetry();
    const connection = connect(livePath);
    source = connection;
    isOpen = false;
    connectedAt = receivedAt = machineNow();
    connection.addEventListener('error', () => {
      if (source !== connection) return;
      stopWaitingForReplacement();
      reportLost();
      if (connection.readyState !== closedState) return;
      stopRetry();
      stopRetry = after(retryMs, open);
      retryMs = Math.min(maxRetryMs, retryMs * 2);
    });
    for (const name of names)
      connection.addEventListener(name, ({ data }) => {
        if (source !== connection) return;
        receivedAt = machineNow();
        retryMs = minRetryMs;
        stopWaitingForReplacement();
        if (!isOpen) {
          isOpen = true;
          opened?.();
        }
        (on[name] as ((message: unknown) => void) | undefined)?.(JSON.parse(data));
      });
  };

  const replace = (): void => {
    if (isClosed) return;
    open();
    stopWaitingForReplacement();
    stopWaitingForReplacement = after(replaceWithinMs, reportLost);
  };

  const stopChecking = every(heartbeatMs, () => {
    const now = machineNow();
    const lateMs = now - checkedAt - heartbeatMs;
    checkedAt = now;
    if (now - receivedAt >= deadAfterMs || now < receivedAt || (lateMs > sleptMs && !isThrottled())) replace();
  });

  open();
  return {
    isOpen: () => isOpen,
    reopen: open,
    wake: (wasCut) => {
      const now = machineNow();
      const mayBeDead = wasCut ? !isOpen || now - connectedAt > freshMs : now - receivedAt > heartbeatMs * 2;
      if (mayBeDead) replace();
    },
    close: () => {
      isClosed = true;
      stopRetry();
      stopWaitingForReplacement();
      stopChecking();
      source?.close();
      source = null;
    },
  };
};
