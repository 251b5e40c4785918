import type { PanelView } from '@onhook/contract';
import type { ServerClock } from '../../design/clock.ts';
import type { Say } from '../../design/panel/say.ts';
import type { Client } from './use-panel.ts';

/** What every room is given that opens between calls. */
export interface RoomProps {
  readonly view: PanelView;
  readonly clock: ServerClock;
  readonly width: number;
  readonly act: Client;
  readonly say: Say;
  readonly onClose: () => void;
}
