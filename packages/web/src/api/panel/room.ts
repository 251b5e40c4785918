import type { PanelView } from '@onhook/contract';
import type { Say } from '../../design/panel/say.ts';
import type { Client } from '../client.ts';

/** Props of every room that can be opened between calls. */
export interface RoomProps {
  readonly view: PanelView;
  readonly width: number;
  readonly act: Client;
  readonly say: Say;
  readonly onClose: () => void;
}
