import type { ComponentType } from 'react';
import type { RoomProps } from '../../api/panel/room.ts';

/** Loaders of the rooms, the pages of the panel that open between calls. A call closes the open room. */
export const rooms = {
  debrief: async () => (await import('../../features/debrief/panel/room.tsx')).DebriefRoom,
  library: async () => (await import('../../features/library/panel/room.tsx')).Library,
  carry: async () => (await import('../../features/carry/panel/room.tsx')).Carry,
  incidents: async () => (await import('../../features/incidents/panel/room.tsx')).Incidents,
  today: async () => (await import('../../features/recovery/panel/today.tsx')).Today,
  journal: async () => (await import('../../features/journal/panel/room.tsx')).Journal,
  vault: async () => (await import('../../features/vault/shared/room.tsx')).VaultRoom,
  settings: async () => (await import('../../features/settings/panel/room.tsx')).Settings,
} as const satisfies Readonly<Record<string, () => Promise<ComponentType<RoomProps>>>>;

export type RoomId = keyof typeof rooms;

export const isRoomId = (id: string | null): id is RoomId => id !== null && id in rooms;
