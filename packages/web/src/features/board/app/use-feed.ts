import { useEffect, useState, useSyncExternalStore } from 'react';
import { isLive, subscribeLive } from '../../../api/app/live.ts';
import { request } from '../../../api/ask.ts';
import { connection } from '../../../api/connection.ts';
import { serverClock } from '../../../api/server-clock.ts';
import { type Feed, openFeed } from './feed.ts';

const opening: Feed = { kind: 'opening' };
const nothing = () => () => undefined;

/** Keeps the board live while the component is mounted. */
export const useFeed = (): Feed => {
  const [handle, setHandle] = useState<ReturnType<typeof openFeed> | null>(null);
  useEffect(() => {
    const opened = openFeed({
      subscribe: subscribeLive,
      isLive,
      ask: () => request('GET /api/board'),
      received: (serverNow) => {
        serverClock.set(serverNow);
        connection.found();
        if (!isLive()) connection.live(serverNow);
      },
      signedOut: () => location.replace('/sign-in'),
    });
    setHandle(opened);
    return opened.close;
  }, []);
  return useSyncExternalStore(handle?.store.subscribe ?? nothing, handle?.store.get ?? (() => opening));
};
