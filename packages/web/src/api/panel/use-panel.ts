import type { PanelView } from '@onhook/contract';
import { useEffect, useState } from 'react';
import { client } from '../client.ts';
import { serverClock } from '../server-clock.ts';
import { newestCircle, newestDebrief } from '../live/pushed.ts';
import { saveLastView, readLastView } from './last-view.ts';
import { listen } from '../live/listen.ts';

export type Panel =
  | { readonly kind: 'loading' }
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'not-an-agent' }
  | { readonly kind: 'on'; readonly view: PanelView };

export interface Connected {
  readonly panel: Panel;
  /** False while the stream is lost or the server has not replied. The view may then be outdated. */
  readonly connected: boolean;
  /** False when the server has not replied to the last request either. */
  readonly answered: boolean;
  /** Server time up to which the view is known to be true. Null while it is up to date, or when there is no view. */
  readonly trueUntil: number | null;
}

type Link = Pick<Connected, 'connected' | 'answered' | 'trueUntil'>;
const live: Link = { connected: true, answered: true, trueUntil: null };

/** Returns the panel's state. Reads it once, for a fast first picture, and then gets it pushed. While the stream is lost, each failed attempt reads it again. */
export const usePanel = (): Connected => {
  const [panel, setPanel] = useState<Panel>({ kind: 'loading' });
  const [link, setLink] = useState(live);

  useEffect(() => {
    let isUnmounted = false;
    let lost = false;
    /** Server time in the newest view, with which the clock was set. */
    let newest: number | null = null;
    /** Server time up to which the newest view is known to be true. */
    let trueUntil: number | null = null;
    const markDisconnected = (answered?: boolean): void =>
      setLink((before) => ({ connected: false, answered: answered ?? before.answered, trueUntil }));
    /** Shows the stored view, marked as outdated, if there is no view yet. */
    const showStored = async (): Promise<void> => {
      const last = await readLastView();
      if (isUnmounted) return;
      if (newest === null && last) {
        serverClock.set(last.clock.offsetMs, 0);
        trueUntil = last.view.serverNow;
      }
      setPanel((shown) => (shown.kind === 'loading' && last ? { kind: 'on', view: last.view } : shown));
      markDisconnected(false);
    };
    const showNoPanel = (kind: 'signed-out' | 'not-an-agent'): void => {
      newest = trueUntil = null;
      saveLastView(null);
      setPanel({ kind });
    };
    /** Shows a view unless it is older than the current one: a slow reply must not replace a newer push. */
    const show = (view: PanelView, receivedAt?: number): void => {
      if (newest !== null && view.serverNow < newest) return;
      newest = trueUntil = view.serverNow;
      serverClock.set(view.serverNow, receivedAt);
      saveLastView({ view, clock: { offsetMs: serverClock.offsetMs() } });
      setPanel({ kind: 'on', view });
    };
    const read = async (): Promise<void> => {
      const reply = await client('GET /api/panel');
      if (isUnmounted) return;
      if (reply.kind === 'ok') {
        show(reply.value);
        if (lost) markDisconnected(true);
      } else if (reply.kind === 'refused' && reply.error === 'not-signed-in') showNoPanel('signed-out');
      else if (reply.kind === 'refused' && reply.error === 'not-allowed') showNoPanel('not-an-agent');
      else await showStored();
    };
    const leave = listen((message) => {
      if (message.kind === 'circle') newestCircle.put(message.view);
      else if (message.kind === 'debrief') newestDebrief.put(message.view);
      else if (message.kind === 'signed-out') showNoPanel('signed-out');
      else if (message.kind === 'lost') {
        lost = true;
        markDisconnected();
        // The session may have ended, which only a request shows.
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
      isUnmounted = true;
      leave();
    };
  }, []);

  return { panel, ...link };
};
