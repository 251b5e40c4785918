import type { BoardView, ErrorName } from '@onhook/contract';
import type { LivePart } from '../../../api/app/live.ts';
import type { Result } from '../../../api/result.ts';
import { createValue, type Store } from '../../../design/value.ts';
import { mergeBoard } from './merge.ts';

export type Feed =
  | { readonly kind: 'opening' }
  | { readonly kind: 'refused'; readonly error: ErrorName }
  | { readonly kind: 'away' }
  /** `lostAt` is the server time of the last message while the connection is lost, else null. */
  | { readonly kind: 'board'; readonly board: BoardView; readonly lostAt: number | null };

export interface FeedNeeds {
  /** Subscribes to the page's stream; returns how to unsubscribe. */
  readonly subscribe: (part: LivePart) => () => void;
  readonly isLive: () => boolean;
  /** Requests the whole board once. Unlike a stream, a request can say why it was refused. */
  readonly ask: () => Promise<Result<BoardView>>;
  readonly received: (serverNow: number) => void;
  readonly signedOut: () => void;
}

/** Keeps the board live until `close` is called. While the stream is lost, each of its attempts requests the board. */
export const openFeed = (needs: FeedNeeds): { readonly store: Store<Feed>; readonly close: () => void } => {
  const store = createValue<Feed>({ kind: 'opening' });
  let closed = false;

  const show = (board: BoardView, lostAt: number | null) => {
    needs.received(board.serverNow);
    store.set({ kind: 'board', board, lostAt });
  };
  const lose = () => {
    const now = store.get();
    if (now.kind === 'board' && now.lostAt === null) store.set({ ...now, lostAt: now.board.serverNow });
  };
  const check = async () => {
    const answer = await needs.ask();
    if (closed) return;
    const now = store.get();
    // The stream may have reconnected during the request, and may have sent a newer board.
    if (answer.kind === 'ok') {
      if (now.kind !== 'board' || now.board.serverNow <= answer.value.serverNow) show(answer.value, needs.isLive() ? null : answer.value.serverNow);
    }
    else if (answer.kind === 'offline') {
      if (now.kind === 'board') lose();
      else store.set({ kind: 'away' });
    } else if (answer.error === 'not-signed-in') needs.signedOut();
    else store.set({ kind: 'refused', error: answer.error });
  };
  const unsubscribe = needs.subscribe({
    on: {
      board: (board) => show(board, null),
      'board-change': (change) => {
        const now = store.get();
        if (now.kind === 'board') show(mergeBoard(now.board, change), null);
      },
    },
    lost: () => {
      lose();
      void check();
    },
  });

  return {
    store,
    close: () => {
      closed = true;
      unsubscribe();
    },
  };
};
