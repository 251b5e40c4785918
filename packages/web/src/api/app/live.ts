import type { LiveMessages } from '@onhook/contract';
import { connection } from '../connection.ts';
import { openStream, type Listeners, type Stream } from '../live/stream.ts';
import { onWake } from '../live/wake.ts';
import { serverClock } from '../server-clock.ts';

/** Listeners of one part of a page that shows live data. */
export type LivePart = Pick<Listeners, 'on' | 'opened' | 'lost'>;

type Name = keyof LiveMessages;

const parts = new Set<LivePart>();
let page: { readonly stream: Stream; readonly close: () => void } | null = null;
/** Server time of the last message. */
let receivedAt: number | null = null;

const forward = <N extends Name>(name: N) => (message: LiveMessages[N]): void => {
  if ('serverNow' in message) receivedAt = message.serverNow;
  for (const part of [...parts]) part.on[name]?.(message);
};

const open = () => {
  const stream = openStream({
    on: {
      board: forward('board'),
      'board-change': forward('board-change'),
      debrief: forward('debrief'),
      heartbeat: (message) => {
        forward('heartbeat')(message);
        connection.live(null);
      },
      'signed-out': () => location.replace('/sign-in'),
    },
    opened: () => {
      connection.found();
      connection.live(null);
      for (const part of [...parts]) part.opened?.();
    },
    lost: () => {
      connection.live(receivedAt ?? serverClock.now());
      for (const part of [...parts]) part.lost?.();
    },
  });
  const stopWaking = onWake(stream.wake);
  const unregister = connection.onRetry(stream.reopen);
  return {
    stream,
    close: () => {
      stopWaking();
      unregister();
      stream.close();
      connection.live(null);
    },
  };
};

/** True from the first message of the page's stream until it is lost. */
export const isLive = (): boolean => page?.stream.isOpen() ?? false;

/**
 * Subscribes a part of the page to the page's one stream, which is open while it has subscribers. Reopens a stream that is open already,
 * because the server sends whole views only at the start of a connection. Returns a function that unsubscribes.
 */
export const subscribeLive = (part: LivePart): (() => void) => {
  parts.add(part);
  if (page) page.stream.reopen();
  else page = open();
  return () => {
    parts.delete(part);
    if (parts.size > 0) return;
    page?.close();
    page = null;
    receivedAt = null;
  };
};
