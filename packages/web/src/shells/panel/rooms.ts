import type { ComponentType } from 'react';
import { m } from '../../generated/messages/messages.js';
import type { RoomProps } from '../../api/panel/room.ts';

interface Room {
  /** Label of the button that opens the room. */
  readonly label: () => string;
  readonly load: () => Promise<ComponentType<RoomProps>>;
}

/** Rooms that can be opened between calls, in display order. A call closes the open room. */
export const rooms = {
  debrief: { label: m.debrief_open, load: async () => (await import('../../features/debrief/panel/room.tsx')).DebriefRoom },
  library: { label: m.library_open, load: async () => (await import('../../features/library/panel/room.tsx')).Library },
  carry: { label: m.carry_open, load: async () => (await import('../../features/carry/panel/room.tsx')).Carry },
  incidents: { label: m.incidents_room, load: async () => (await import('../../features/incidents/panel/room.tsx')).Incidents },
  today: { label: m.panel_today_open, load: async () => (await import('../../features/recovery/panel/today.tsx')).Today },
  journal: { label: m.journal_open, load: async () => (await import('../../features/journal/panel/room.tsx')).Journal },
  vault: { label: m.vault_open, load: async () => (await import('../../features/vault/shared/room.tsx')).VaultRoom },
  settings: { label: m.panel_settings, load: async () => (await import('../../features/settings/panel/room.tsx')).Settings },
} as const satisfies Readonly<Record<string, Room>>;

export type RoomId = keyof typeof rooms;

export const roomList = (Object.keys(rooms) as readonly RoomId[]).map((id) => ({ id, label: rooms[id].label }));
