import type { BoardView, DebriefView, ErrorName } from '@onhook/contract';
import type { Result } from '../../../api/result.ts';
import { openStream, type Source } from '../../../api/live/stream.ts';
import { after } from '../../../design/schedule.ts';
import { createValue, type Store } from '../../../design/store.ts';
import { mergeBoard } from './merge.ts';

export type Feed =
  | { readonly kind: 'opening' }
  | { readonly kind: 'refused'; readonly error: ErrorName }
  | { readonly kind: 'away' }
  /** `lostAt` is the server time of the last message while the connection is lost, else null. */
  | { readonly kind: 'board'; readonly board: BoardView; readonly lostAt: number | null };

export interface FeedNeeds {
  /** Opens the stream; defaults to a real EventSource. */
  readonly connect?: (path: string) => Source;
  /** Requests the whole board once. Unlike a stream, a request can say why it was refused. */
  readonly ask: () => Promise<Result<BoardView>>;
  readonly received: (serverNow: number) => void;
  readonly signedOut: () => void;
  readonly debrief?: (view: DebriefView) => void;
}

/** Silence after which the board is requested, in milliseconds, because a dead connection looks like a quiet floor. */
const silenceMs = 45_000;

/** Opens the stream at once, and keeps the board live until `close` is called. */
export const openFeed = (needs: FeedNeeds): { readonly store: Store<Feed>; readonly retry: () => void; readonly close: () => void } => {
  const store = createValue<Feed>({ kind: 'opening' });
  let closed = false;
  let dropSilence = (): void => undefined;

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
    // The stream may have reconnected during the request.
    if (answer.kind === 'ok') show(answer.value, stream.isOpen() ? null : answer.value.serverNow);
    else if (answer.kind === 'offline') {
      if (store.get().kind === 'board') lose();
      else store.set({ kind: 'away' });
    } else if (answer.error === 'not-signed-in') needs.signedOut();
    else store.set({ kind: 'refused', error: answer.error });
  };
  const listenForSilence = () => {
    dropSilence();
    dropSilence = after(silenceMs, () => {
      void check();
      listenForSilence();
    });
  };
  const stream = openStream({
    ...(needs.connect && { connect: needs.connect }),
    received: listenForSilence,
    on: {
      board: (board) => show(board, null),
      'board-change': (change) => {
        const now = store.get();
        if (now.kind === 'board') show(mergeBoard(now.board, change), null);
      },
      ...(needs.debrief && { debrief: needs.debrief }),
      'signed-out': () => needs.signedOut(),
    },
    lost: () => {
      lose();
      void check();
    },
  });
  listenForSilence();

  return {
    store,
    retry: stream.reopen,
    close: () => {
      closed = true;
      dropSilence();
      stream.close();
    },
  };
};
