/**
 * What `GET /api/live` pushes, as server-sent events: the event's name, and its data as JSON. A reader that was away
 * gets the whole picture again on opening; nothing has to be asked for twice.
 */
import type { BoardChange, BoardView } from './board.ts';
import type { CircleView } from './circle.ts';
import type { DebriefView } from './debrief.ts';
import type { PanelView } from './panel.ts';

export interface LiveMessages {
  readonly panel: PanelView;
  /** The agent's own circle, when something in it has changed. */
  readonly circle: CircleView;
  /** What I asked and what is asked of me, when something in it has changed. */
  readonly debrief: DebriefView;
  readonly board: BoardView;
  readonly 'board-change': BoardChange;
  /** The session has ended; the stream closes after it. */
  readonly 'signed-out': Record<string, never>;
}

export const livePath = '/api/live';
