import { machineNow } from '../../design/schedule.ts';
import type { StreamMessage } from './protocol.ts';
import { openStream, type Stream } from './stream.ts';

/** Opens a stream and passes its messages to `receive`. */
export const openPanelStream = (receive: (message: StreamMessage) => void): Stream =>
  openStream({
    on: {
      panel: (view) => receive({ kind: 'panel', view, receivedAt: machineNow() }),
      circle: (view) => receive({ kind: 'circle', view }),
      debrief: (view) => receive({ kind: 'debrief', view }),
      heartbeat: ({ serverNow }) => receive({ kind: 'heartbeat', serverNow }),
      'signed-out': () => receive({ kind: 'signed-out' }),
    },
    opened: () => receive({ kind: 'open' }),
    lost: () => receive({ kind: 'lost' }),
  });
