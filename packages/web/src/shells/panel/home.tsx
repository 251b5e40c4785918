import { m } from '../../generated/messages/messages.js';
import { Idle, type IdleProps } from '../../features/recovery/panel/idle.tsx';
import type { RoomId } from './rooms.ts';

/** Labels of the buttons that open the rooms, in display order. */
const labels: Readonly<Record<RoomId, () => string>> = {
  debrief: m.debrief_open,
  library: m.library_open,
  carry: m.carry_open,
  incidents: m.incidents_room,
  today: m.panel_today_open,
  journal: m.journal_open,
  vault: m.vault_open,
  settings: m.panel_settings,
};
const roomList = (Object.keys(labels) as readonly RoomId[]).map((id) => ({ id, label: labels[id] }));

export type HomeProps = Omit<IdleProps<RoomId>, 'rooms'>;

/** The screen between calls, with the doors to all rooms. */
export const Home = (props: HomeProps) => <Idle rooms={roomList} {...props} />;
