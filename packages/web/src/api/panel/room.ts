import type { PanelView } from '@onhook/contract';
import type { Announce } from '../../design/panel/announce.ts';
import type { Client } from '../client.ts';

/** Props of every room, a page of the panel that opens between calls. `act` announces a failure to the agent itself. */
export interface RoomProps {
  readonly view: PanelView;
  readonly width: number;
  readonly act: Client;
  readonly announce: Announce;
  readonly onClose: () => void;
}
