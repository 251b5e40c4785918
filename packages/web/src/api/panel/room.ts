import type { PanelView } from '@onhook/contract';
import type { Announce } from '../../design/panel/announce.ts';
import type { Client } from '../client.ts';

/** Props of every room that can be opened between calls. */
export interface RoomProps {
  readonly view: PanelView;
  readonly width: number;
  readonly act: Client;
  readonly announce: Announce;
  readonly onClose: () => void;
}
