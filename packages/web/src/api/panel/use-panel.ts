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
  /** False if the server hasn't answered the last request either. */
  readonly answered: boolean;
  /** Server time up to which the view was true; null while it's up to date, or if there is no view. */
  readonly trueUntil: number | null;
}

type Link = Pick<Connected, 'connected' | 'answered' | 'trueUntil'>;
const live: Link = { connected: true, answered: true, trueUntil: null };

/** The panel's state: read once for a quick first picture, then pushed. While the stream is lost, each of its attempts reads it again. */
export const usePanel = (): Connected => {
  const [panel, setPanel] = useState<Panel>({ kind: 'loading' });
  const [link, setLink] = useState(live);

  useEffect(() => {
    let gone = false;
    let lost = false;
    /** The server's time in the newest view, from which the clock was set. */
    let newest: number | null = null;
    /** The server's time up to which the newest view is known to be true. */
    let trueUntil: number | null = null;
    const away = (answered?: boolean): void =>
      setLink((before) => ({ connected: false, answered: answered ?? before.answered, trueUntil }));
    /** Shows the last known view, marked as such, if there is no view yet. */
    const showLast = async (): Promise<void> => {
      const last = await readLastView();
      if (gone) return;
      if (newest === null && last) {
        serverClock.set(last.clock.offsetMs, 0);
        trueUntil = last.view.serverNow;
      }
      setPanel((shown) => (shown.kind === 'loading' && last ? { kind: 'on', view: last.view } : shown));
      away(false);
    };
    const nobody = (kind: 'signed-out' | 'not-an-agent'): void => {
      newest = trueUntil = null;
      keepLastView(null);
      setPanel({ kind });
    };
    /** Shows a view unless it's older than the current one: a slow answer must not overwrite a newer push. */
    const show = (view: PanelView, receivedAt?: number): void => {
      if (newest !== null && view.serverNow < newest) return;
      newest = trueUntil = view.serverNow;
      serverClock.set(view.serverNow, receivedAt);
      keepLastView({ view, clock: { offsetMs: serverClock.offsetMs() } });
      setPanel({ kind: 'on', view });
    };
    const read = async (): Promise<void> => {
      const reply = await client('GET /api/panel');
      if (gone) return;
      if (reply.kind === 'ok') {
        show(reply.value);
        if (lost) away(true);
      } else if (reply.kind === 'refused' && reply.error === 'not-signed-in') nobody('signed-out');
      else if (reply.kind === 'refused' && reply.error === 'not-allowed') nobody('not-an-agent');
      else await showLast();
    };
    const leave = listen((message) => {
      if (message.kind === 'circle') newestCircle.put(message.view);
      else if (message.kind === 'debrief') newestDebrief.put(message.view);
      else if (message.kind === 'signed-out') nobody('signed-out');
      else if (message.kind === 'lost') {
        lost = true;
        away();
        // A lost stream may be a lost session: only the API can tell.
        void read();
      } else {
        if (message.kind === 'open') lost = false;
        else if (message.kind === 'panel') show(message.view, message.receivedAt);
        else if (newest !== null) trueUntil = message.serverNow;
        if (!lost) setLink(live);
      }
    });
    void read();
    return () => {
      gone = true;
      leave();
    };
  }, []);

  return { panel, ...link };
};
