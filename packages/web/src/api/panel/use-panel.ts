import type { PanelView } from '@onhook/contract';
import { createClient } from '@onhook/contract/client';
import { useEffect, useState } from 'react';
import { type ServerClock, clockFrom, serverNow } from '../../design/clock.ts';
import { newestCircle, newestDebrief } from '../live/pushed.ts';
import { keepLastView, readLastView } from './last-view.ts';
import { listen } from '../live/listen.ts';

export const client = createClient();
export type Client = typeof client;

export type Panel =
  | { readonly kind: 'loading' }
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'not-an-agent' }
  | { readonly kind: 'on'; readonly view: PanelView; readonly clock: ServerClock };

export interface Connected {
  readonly panel: Panel;
  /** false: the stream is lost or nothing has answered; what is shown may be old. */
  readonly connected: boolean;
  /** The server's time up to which what is shown was true; null while it is. */
  readonly trueUntil: number | null;
}

const on = (view: PanelView, receivedAt: number): Panel => ({ kind: 'on', view, clock: clockFrom(view.serverNow, receivedAt) });

/** The panel's state: read once for a quick first picture, then pushed. */
export const usePanel = (): Connected => {
  const [panel, setPanel] = useState<Panel>({ kind: 'loading' });
  const [connected, setConnected] = useState(true);
  const [trueUntil, setTrueUntil] = useState<number | null>(null);

  useEffect(() => {
    let gone = false;
    let heardBy: ServerClock | null = null;
    const here = (): void => {
      setConnected(true);
      setTrueUntil(null);
    };
    /** Shows what was last known, marked as such, where nothing is shown yet. */
    const away = async (): Promise<void> => {
      setConnected(false);
      const last = await readLastView();
      if (gone) return;
      setPanel((shown) => (shown.kind === 'loading' && last ? { kind: 'on', ...last } : shown));
      setTrueUntil((until) => until ?? (heardBy ? serverNow(heardBy) : (last?.view.serverNow ?? null)));
    };
    const nobody = (kind: 'signed-out' | 'not-an-agent'): void => {
      keepLastView(null);
      setPanel({ kind });
    };
    /** Two ways bring views; a slow answer must not overwrite a newer push. */
    const show = (next: Panel): void => {
      if (next.kind === 'on') {
        keepLastView(next);
        heardBy = next.clock;
      }
      setPanel((shown) =>
        next.kind === 'on' && shown.kind === 'on' && next.view.serverNow < shown.view.serverNow ? shown : next,
      );
    };
    const read = async (): Promise<void> => {
      const reply = await client('GET /api/panel');
      if (gone) return;
      if (reply.kind === 'ok') show(on(reply.value, Date.now()));
      else if (reply.kind === 'offline') await away();
      else if (reply.error === 'not-signed-in') nobody('signed-out');
      else if (reply.error === 'not-allowed') nobody('not-an-agent');
      else await away();
    };
    const leave = listen((told) => {
      if (told.kind === 'panel') {
        here();
        show(on(told.view, told.receivedAt));
      } else if (told.kind === 'circle') newestCircle.put(told.view);
      else if (told.kind === 'debrief') newestDebrief.put(told.view);
      else if (told.kind === 'signed-out') nobody('signed-out');
      else if (told.kind === 'open') here();
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

/** The server's time, read again every `everyMs`; null reads it once. */
export const useNow = (clock: ServerClock, everyMs: number | null): number => {
  const [now, setNow] = useState(() => serverNow(clock));
  useEffect(() => {
    setNow(serverNow(clock));
    if (everyMs === null) return;
    const timer = setInterval(() => setNow(serverNow(clock)), everyMs);
    return () => clearInterval(timer);
  }, [clock.offsetMs, everyMs]);
  return now;
};

/** For what only makes sense now: sends, and tries again for a few seconds while nothing answers. */
export const sendNow = (async (...args: Parameters<Client>) => {
  for (const waitMs of [500, 1500]) {
    const reply = await client(...args);
    if (reply.kind !== 'offline') return reply;
    await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
  return client(...args);
}) as Client;
