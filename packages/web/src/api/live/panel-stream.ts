import type { StreamMessage } from './protocol.ts';
import { openStream, type Stream } from './stream.ts';

/** Opens the stream for one or many panels; `tell` receives its messages. */
export const openPanelStream = (receive: (message: StreamMessage) => void): Stream =>
  openStream({
    on: {
      panel: (view) => receive({ kind: 'panel', view, receivedAt: Date.now() }),
      circle: (view) => receive({ kind: 'circle', view }),
      debrief: (view) => receive({ kind: 'debrief', view }),
      'signed-out': () => receive({ kind: 'signed-out' }),
    },
    opened: () => receive({ kind: 'open' }),
    lost: () => receive({ kind: 'lost' }),
  });
