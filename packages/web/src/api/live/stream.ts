import { deadAfterMs, heartbeatMs, type LiveMessages, livePath } from '@onhook/contract/live';
import { after, every, machineNow } from '../../design/schedule.ts';

/** The part of EventSource that is used here; tests pass their own. */
export interface Source {
  readonly readyState: number;
  addEventListener(name: string, listener: (event: { readonly data: string }) => void): void;
  close(): void;
}

export interface Listeners {
  readonly on: { readonly [Name in keyof LiveMessages]?: (message: LiveMessages[Name]) => void };
  /** Called when the first message of a connection has arrived: a connection that delivers nothing is not open. */
  readonly opened?: () => void;
  /** Called when a connection has failed or fallen silent, and again for each attempt that fails. */
  readonly lost?: () => void;
  readonly connect?: (path: string) => Source;
  /** True while the browser delays timers; a late timer then is no sign that the machine slept. */
  readonly isThrottled?: () => boolean;
}

export interface Stream {
  /** True from the first message of the connection until it is lost. */
  readonly isOpen: () => boolean;
  /** Closes the connection and opens another at once. */
  readonly reopen: () => void;
  /**
   * Opens another connection if this one may be dead.
   *
   * @param isCertain false reopens only after a missing heartbeat, because it may be a mere change of tabs
   */
  readonly wake: (isCertain: boolean) => void;
  readonly close: () => void;
}

const closed = 2;
const firstWaitMs = 1000;
const longestWaitMs = 15_000;
/** Lateness of a timer from which the machine must have slept, in milliseconds. */
const sleptMs = 10_000;
/** Time that a connection has to replace one that may be dead, in milliseconds, before the stream counts as lost. */
const renewWithinMs = 2000;

const names = ['panel', 'circle', 'debrief', 'board', 'board-change', 'heartbeat', 'signed-out'] as const satisfies readonly (keyof LiveMessages)[];

/**
 * Keeps a stream of the server's messages open until `close` is called. Opens another connection when the browser gives up
 * (after an answer that is not a stream, such as 503), when the server has been silent for {@link deadAfterMs}, and when the
 * machine has slept: a cut connection can look open for hours.
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
  let stopWaiting = (): void => undefined;
  let stopRenewing = (): void => undefined;
  let waitMs = firstWaitMs;
  let connectedAt = 0;
  let receivedAt = 0;
  let checkedAt = machineNow();

  const lose = (): void => {
    isOpen = false;
    lost?.();
  };

  const open = (): void => {
    source?.close();
    stopWaiting();
    const own = connect(livePath);
    source = own;
    isOpen = false;
    connectedAt = receivedAt = machineNow();
    own.addEventListener('error', () => {
      if (source !== own) return;
      lose();
      if (own.readyState !== closed) return;
      stopWaiting();
      stopWaiting = after(waitMs, open);
      waitMs = Math.min(longestWaitMs, waitMs * 2);
    });
    for (const name of names)
      own.addEventListener(name, ({ data }) => {
        if (source !== own) return;
        receivedAt = machineNow();
        waitMs = firstWaitMs;
        stopRenewing();
        if (!isOpen) {
          isOpen = true;
          opened?.();
        }
        (on[name] as ((message: unknown) => void) | undefined)?.(JSON.parse(data));
      });
  };

  const renew = (): void => {
    open();
    stopRenewing();
    stopRenewing = after(renewWithinMs, lose);
  };

  const stopChecking = every(heartbeatMs, () => {
    const now = machineNow();
    const lateMs = now - checkedAt - heartbeatMs;
    checkedAt = now;
    if (now - receivedAt >= deadAfterMs || now < receivedAt || (lateMs > sleptMs && !isThrottled())) renew();
  });

  open();
  return {
    isOpen: () => isOpen,
    reopen: open,
    wake: (isCertain) => {
      const now = machineNow();
      const mayBeDead = isCertain ? !isOpen || now - connectedAt > firstWaitMs : now - receivedAt > heartbeatMs * 2;
      if (mayBeDead) renew();
    },
    close: () => {
      stopWaiting();
      stopRenewing();
      stopChecking();
      source?.close();
      source = null;
    },
  };
};
