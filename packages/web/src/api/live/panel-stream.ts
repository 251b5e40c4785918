import type { Told } from './protocol.ts';
import { openStream, type Stream } from './stream.ts';

/** Opens the stream for one or many panels; `tell` receives its messages. */
export const openPanelStream = (tell: (told: Told) => void): Stream =>
  openStream({
    on: {
      panel: (view) => tell({ kind: 'panel', view, receivedAt: Date.now() }),
      circle: (view) => tell({ kind: 'circle', view }),
      debrief: (view) => tell({ kind: 'debrief', view }),
      'signed-out': () => tell({ kind: 'signed-out' }),
    },
    opened: () => tell({ kind: 'open' }),
    lost: () => tell({ kind: 'lost' }),
  });
