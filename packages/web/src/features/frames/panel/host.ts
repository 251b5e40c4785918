import { type EmbedVersion, embedVersion, type FromPanel, message, readFromHost, versionOf } from '@onhook/contract/embed';
import { client } from '../../../api/client.ts';
import { readLastView } from '../../../api/panel/last-view.ts';
import { watchState, wear } from './framed.ts';
import { tallestHeight, watchHeight } from './height.ts';
import { phrasebookRequested } from '../../phrasebook/panel/index.ts';
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
/** Version that the embedding page speaks. */
let version: EmbedVersion = embedVersion;

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
  const last = await readLastView();
  if (last) {
    const { forgetKeys } = await import('../../../vault/key-session.ts');
    await forgetKeys(last.view.person.person);
  }
  location.reload();
};

/** Exchanges messages with the embedding page: only with `window.parent`, and only if its origin may embed the panel. */
export const talkToHost = async (): Promise<void> => {
  const origins = await allowed;
  const post = (sent: FromPanel): void => {
    if (host !== null) window.parent.postMessage(message(sent, version), host);
  };
  const postFocus = (): void => post({ kind: 'focus', inside: document.hasFocus() });
  const postHeight = (height: number): void => post({ kind: 'size', height });
  const postAll = (): void => {
    const state = watchState((state) => post({ kind: 'state', state }));
    if (state !== null) post({ kind: 'state', state });
    postHeight(tallestHeight());
    postFocus();
  };

  addEventListener('message', ({ data, origin, source }: MessageEvent) => {
    if (source !== window.parent || !origins.includes(origin)) return;
    const received = readFromHost(data);
    if (!received) return;
    host = origin;
    version = versionOf(data) ?? embedVersion;
    switch (received.kind) {
      case 'hello':
        return postAll();
      case 'theme':
        return wear(received.theme);
      case 'focus':
        return takeFocus();
      case 'open-phrasebook':
        dispatchEvent(new Event(phrasebookRequested));
        return;
      case 'sign-out':
        void signOut();
    }
  });
  addEventListener('focus', postFocus);
  addEventListener('blur', postFocus);
  watchHeight(postHeight);
  // Sent to any origin, because the embedding page is not known yet. The message says only that the panel listens.
  // A page of version 1 ignores the other version's message.
  for (const spoken of [embedVersion, 1] as const) window.parent.postMessage(message({ kind: 'ready' }, spoken), '*');
};
