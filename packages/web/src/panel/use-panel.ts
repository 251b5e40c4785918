import type { PanelView } from '@onhook/contract';
import { createClient } from '@onhook/contract/client';
import { useEffect, useState } from 'react';
import { type ServerClock, clockFrom } from '../design/clock.ts';
import { listen } from './live/listen.ts';

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
}

const on = (view: PanelView, receivedAt: number): Panel => ({ kind: 'on', view, clock: clockFrom(view.serverNow, receivedAt) });

/** The panel's state: read once for a quick first picture, then pushed. */
export const usePanel = (): Connected => {
  const [panel, setPanel] = useState<Panel>({ kind: 'loading' });
  const [connected, setConnected] = useState(true);

  useEffect(() => {
    let gone = false;
    /** Two ways bring views; a slow answer must not overwrite a newer push. */
    const show = (next: Panel): void =>
      setPanel((shown) =>
        next.kind === 'on' && shown.kind === 'on' && next.view.serverNow < shown.view.serverNow ? shown : next,
      );
    const read = async (): Promise<void> => {
      const reply = await client('GET /api/panel');
      if (gone) return;
      if (reply.kind === 'ok') show(on(reply.value, Date.now()));
      else if (reply.kind === 'offline') setConnected(false);
      else if (reply.error === 'not-signed-in') setPanel({ kind: 'signed-out' });
      else if (reply.error === 'not-allowed') setPanel({ kind: 'not-an-agent' });
      else setConnected(false);
    };
    const leave = listen((told) => {
      if (told.kind === 'panel') {
        setConnected(true);
        show(on(told.view, told.receivedAt));
      } else if (told.kind === 'signed-out') setPanel({ kind: 'signed-out' });
      else if (told.kind === 'open') setConnected(true);
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

  return { panel, connected };
};

/** Sends, and tries again while nothing answers: the minutes go on meanwhile. */
export const sendPatiently = (async (...args: Parameters<Client>) => {
  for (const waitMs of [500, 1500, 4000]) {
    const reply = await client(...args);
    if (reply.kind !== 'offline') return reply;
    await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
  return client(...args);
}) as Client;
