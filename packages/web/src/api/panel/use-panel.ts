import type { PanelView } from '@onhook/contract';
import { useEffect, useState } from 'react';
import { client } from '../client.ts';
import { serverClock } from '../server-clock.ts';
import { newestCircle, newestDebrief } from '../live/pushed.ts';
import { keepLastView, readLastView } from './last-view.ts';
import { listen } from '../live/listen.ts';

export type Panel =
  | { readonly kind: 'loading' }
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'not-an-agent' }
  | { readonly kind: 'on'; readonly view: PanelView };

export interface Connected {
  readonly panel: Panel;
  /** False while the stream is lost or the server hasn't answered; the view may then be old. */
  readonly connected: boolean;
  /** Server time up to which the view was true; null while it's up to date. */
  readonly trueUntil: number | null;
}

/** The panel's state: read once for a quick first picture, then pushed. */
export const usePanel = (): Connected => {
  const [panel, setPanel] = useState<Panel>({ kind: 'loading' });
  const [connected, setConnected] = useState(true);
  const [trueUntil, setTrueUntil] = useState<number | null>(null);

  useEffect(() => {
    let gone = false;
    /** The server's time in the newest view, from which the clock was set. */
    let newest: number | null = null;
    const here = (): void => {
      setConnected(true);
      setTrueUntil(null);
    };
    /** Shows the last known view, marked as such, if there is no view yet. */
    const away = async (): Promise<void> => {
      setConnected(false);
      const last = await readLastView();
      if (gone) return;
      if (newest === null && last) serverClock.set(last.clock.offsetMs, 0);
      setPanel((shown) => (shown.kind === 'loading' && last ? { kind: 'on', view: last.view } : shown));
      setTrueUntil((until) => until ?? (newest === null ? (last?.view.serverNow ?? null) : serverClock.now()));
    };
    const nobody = (kind: 'signed-out' | 'not-an-agent'): void => {
      newest = null;
      keepLastView(null);
      setPanel({ kind });
    };
    /** Shows a view unless it's older than the current one: a slow answer must not overwrite a newer push. */
    const show = (view: PanelView, receivedAt?: number): void => {
      if (newest !== null && view.serverNow < newest) return;
      newest = view.serverNow;
      serverClock.set(view.serverNow, receivedAt);
      keepLastView({ view, clock: { offsetMs: serverClock.offsetMs() } });
      setPanel({ kind: 'on', view });
    };
    const read = async (): Promise<void> => {
      const reply = await client('GET /api/panel');
      if (gone) return;
      if (reply.kind === 'ok') show(reply.value);
      else if (reply.kind === 'offline') await away();
      else if (reply.error === 'not-signed-in') nobody('signed-out');
      else if (reply.error === 'not-allowed') nobody('not-an-agent');
      else await away();
    };
    const leave = listen((message) => {
      if (message.kind === 'panel') {
        here();
        show(message.view, message.receivedAt);
      } else if (message.kind === 'circle') newestCircle.put(message.view);
      else if (message.kind === 'debrief') newestDebrief.put(message.view);
      else if (message.kind === 'signed-out') nobody('signed-out');
      else if (message.kind === 'open') here();
      else {
        setConnected(false);
        // A lost stream may be a lost session: only the API can tell.
        void read();
      }
    });
    void read();
    return () => {
      gone = true;
      leave();
    };
  }, []);

  return { panel, connected, trueUntil };
};
