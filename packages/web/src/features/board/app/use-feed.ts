import { useEffect, useState, useSyncExternalStore } from 'react';
import { request } from '../../../api/ask.ts';
import { connection } from '../../../api/connection.ts';
import { serverClock } from '../../../api/server-clock.ts';
import { putDebrief } from '../../debrief/app/index.ts';
import { type Feed, openFeed } from './feed.ts';

const opening: Feed = { kind: 'opening' };
const nothing = () => () => undefined;

/** Keeps the board live while the component is mounted. */
export const useFeed = (): Feed => {
  const [handle, setHandle] = useState<ReturnType<typeof openFeed> | null>(null);
  useEffect(() => {
    const opened = openFeed({
      debrief: putDebrief,
      ask: () => request('GET /api/board'),
      received: (serverNow) => {
        serverClock.set(serverNow);
        connection.found();
      },
      signedOut: () => location.replace('/sign-in'),
    });
    const reportLost = () => {
      const now = opened.store.get();
      connection.live(now.kind === 'board' ? now.lostAt : null);
    };
    const unwatch = opened.store.subscribe(reportLost);
    const unregister = connection.onRetry(opened.retry);
    setHandle(opened);
    return () => {
      unwatch();
      unregister();
      opened.close();
      connection.live(null);
    };
  }, []);
  return useSyncExternalStore(handle?.store.subscribe ?? nothing, handle?.store.get ?? (() => opening));
};
