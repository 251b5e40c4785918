import { type FromPanel, message, readFromHost } from '@onhook/contract/embed';
import { client } from '../../../api/client.ts';
import { watchState, wear } from './framed.ts';
import { wantedHeight, watchHeight } from './height.ts';
import { askForPhrasebook } from '../../phrasebook/panel/index.ts';
import { wait } from '../../../design/schedule.ts';

const longestWaitMs = 15_000;

/** The origins whose pages may hold us; asked until there is an answer. */
const askOrigins = async (): Promise<readonly string[]> => {
  for (let waitMs = 500; ; waitMs = Math.min(longestWaitMs, waitMs * 2)) {
    const reply = await client('GET /api/frames');
    if (reply.kind === 'ok') return reply.value.origins;
    await wait(waitMs);
  }
};

const allowed = askOrigins();
/** Known once the holding page has said something. */
let host: string | null = null;

/** The origin of the page that holds us; null while that cannot be known, or it may not. */
export const hostOrigin = async (): Promise<string | null> => {
  const origins = await allowed;
  const held = host ?? location.ancestorOrigins?.[0] ?? (origins.length === 1 ? origins[0] : undefined);
  return held !== undefined && origins.includes(held) ? held : null;
};

const takeFocus = (): void => {
  window.focus();
  document.querySelector<HTMLElement>('h1[tabindex]')?.focus();
};

const signOut = async (): Promise<void> => {
  await client('DELETE /api/session');
  location.reload();
};

/** Talks with the page that holds the panel: only with `window.parent`, only where its origin may hold us. */
export const talkToHost = async (): Promise<void> => {
  const origins = await allowed;
  const say = (said: FromPanel): void => {
    if (host !== null) window.parent.postMessage(message(said), host);
  };
  const sayFocus = (): void => say({ kind: 'focus', inside: document.hasFocus() });
  const sayHeight = (height: number): void => say({ kind: 'size', height });
  const sayAll = (): void => {
    const state = watchState((state) => say({ kind: 'state', state }));
    if (state !== null) say({ kind: 'state', state });
    sayHeight(wantedHeight());
    sayFocus();
  };

  addEventListener('message', ({ data, origin, source }: MessageEvent) => {
    if (source !== window.parent || !origins.includes(origin)) return;
    const said = readFromHost(data);
    if (!said) return;
    host = origin;
    switch (said.kind) {
      case 'hello':
        return sayAll();
      case 'theme':
        return wear(said.theme);
      case 'focus':
        return takeFocus();
      case 'open-phrasebook':
        dispatchEvent(new Event(askForPhrasebook));
        return;
      case 'sign-out':
        void signOut();
    }
  });
  addEventListener('focus', sayFocus);
  addEventListener('blur', sayFocus);
  watchHeight(sayHeight);
  // To anybody, because nobody is known yet; it says nothing but that somebody listens.
  window.parent.postMessage(message({ kind: 'ready' }), '*');
};
