import { type FromPanel, message, readFromHost } from '@onhook/contract/embed';
import { client } from '../../../api/client.ts';
import { watchState, wear } from './framed.ts';
import { wantedHeight, watchHeight } from './height.ts';
import { askForPhrasebook } from '../../phrasebook/panel/index.ts';
import { wait } from '../../../design/schedule.ts';

const longestWaitMs = 15_000;

/** Requests the origins that may embed the panel, and retries until the server answers. */
const askOrigins = async (): Promise<readonly string[]> => {
  for (let waitMs = 500; ; waitMs = Math.min(longestWaitMs, waitMs * 2)) {
    const reply = await client('GET /api/frames');
    if (reply.kind === 'ok') return reply.value.origins;
    await wait(waitMs);
  }
};

const allowed = askOrigins();
/** Origin of the embedding page; null until its first message. */
let host: string | null = null;

/** Origin of the embedding page; null while it can't be known, or when it is not allowed to embed the panel. */
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

/** Exchanges messages with the embedding page: only with `window.parent`, and only if its origin may embed the panel. */
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
  // Sent to any origin, because the embedding page is not known yet. The message says only that the panel listens.
  window.parent.postMessage(message({ kind: 'ready' }), '*');
};
