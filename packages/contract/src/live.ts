/**
 * Server-sent events of `GET /api/live`: the name of each event, and its data as JSON. A client that reconnects gets
 * every view in full, so it need not fetch them.
 */
import type { BoardChange, BoardView } from './board.ts';
import type { CircleView } from './circle.ts';
import type { DebriefView } from './debrief.ts';
import type { PanelView } from './panel.ts';

export interface LiveMessages {
  readonly panel: PanelView;
  /** The agent's own circle, sent when it has changed. */
  readonly circle: CircleView;
  /** My own requests and those to me, sent when one of them has changed. */
  readonly debrief: DebriefView;
  readonly board: BoardView;
  readonly 'board-change': BoardChange;
  /** Sent when the stream opens and every {@link heartbeatMs} from then on: a page can't tell a dead stream from a quiet one. */
  readonly heartbeat: { readonly serverNow: number };
  /** The session has ended; the stream closes after it. */
  readonly 'signed-out': Record<string, never>;
}

export const livePath = '/api/live';

/** Time between two heartbeats of a stream, in milliseconds. */
export const heartbeatMs = 5000;

/** Silence after which a page takes its stream for dead and opens another, in milliseconds: four heartbeats are missing. */
export const deadAfterMs = 20_000;
