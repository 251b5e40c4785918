import type { BoardView, ErrorName, LiveMessages } from '@onhook/contract';
import { livePath } from '@onhook/contract/live';
import { createStore, type Store } from '../../../design/store.ts';
import { mergeBoard } from './merge.ts';

export type Feed =
  | { readonly kind: 'opening' }
  | { readonly kind: 'refused'; readonly error: ErrorName }
  | { readonly kind: 'away' }
  /** `lostAt` is the server time of the last message when the connection is gone, else null. */
  | { readonly kind: 'board'; readonly board: BoardView; readonly lostAt: number | null };

type Answer =
  | { readonly kind: 'ok'; readonly value: BoardView }
  | { readonly kind: 'refused'; readonly error: ErrorName }
  | { readonly kind: 'offline' };

export interface FeedNeeds {
  readonly open: (path: string) => EventSource;
  /** Asks for the whole board once: a stream cannot say why it was refused, a question can. */
  readonly ask: () => Promise<Answer>;
  readonly heard: (serverNow: number) => void;
  readonly signedOut: () => void;
  /** Calls back once after so many milliseconds; returns how to call it off. */
  readonly later: (ms: number, act: () => void) => () => void;
}

const reopenMs = 3_000;
/** With no message for so long the board is asked for: a dead connection may look like a quiet floor. */
const silenceMs = 45_000;

/** Keeps the board live until closed. Opens the stream at once. */
export const openFeed = (needs: FeedNeeds): { readonly store: Store<Feed>; readonly retry: () => void; readonly close: () => void } => {
  const store = createStore<Feed>({ kind: 'opening' });
  let source: EventSource | null = null;
  let closed = false;
  let dropReopen = (): void => undefined;
  let dropSilence = (): void => undefined;

  const show = (board: BoardView, lostAt: number | null) => {
    needs.heard(board.serverNow);
    store.set({ kind: 'board', board, lostAt });
  };
  const lose = () => {
    const now = store.get();
    if (now.kind === 'board' && now.lostAt === null) store.set({ ...now, lostAt: now.board.serverNow });
  };
  const check = async () => {
    const answer = await needs.ask();
    if (closed) return;
    // The stream may have come back while the question was on its way.
    if (answer.kind === 'ok') show(answer.value, source?.readyState === 1 ? null : answer.value.serverNow);
    else if (answer.kind === 'offline') {
      if (store.get().kind === 'board') lose();
      else store.set({ kind: 'away' });
    } else if (answer.error === 'not-signed-in') needs.signedOut();
    else store.set({ kind: 'refused', error: answer.error });
  };
  const listenForSilence = () => {
    dropSilence();
    dropSilence = needs.later(silenceMs, () => {
      void check();
      listenForSilence();
    });
  };
  const open = () => {
    source?.close();
    dropReopen();
    const stream = needs.open(livePath);
    source = stream;
    const on = <N extends keyof LiveMessages>(name: N, act: (message: LiveMessages[N]) => void) =>
      stream.addEventListener(name, (event) => {
        listenForSilence();
        act(JSON.parse((event as MessageEvent<string>).data) as LiveMessages[N]);
      });
    on('board', (board) => show(board, null));
    on('board-change', (change) => {
      const now = store.get();
      if (now.kind === 'board') show(mergeBoard(now.board, change), null);
    });
    on('signed-out', () => needs.signedOut());
    stream.addEventListener('error', () => {
      if (closed || source !== stream) return;
      lose();
      void check();
      // The browser goes on trying by itself, except after a refusal.
      if (stream.readyState === 2) dropReopen = needs.later(reopenMs, open);
    });
  };
  open();
  listenForSilence();

  return {
    store,
    retry: open,
    close: () => {
      closed = true;
      dropReopen();
      dropSilence();
      source?.close();
    },
  };
};
