import type { ComponentType } from 'react';
import { m } from '../generated/messages/messages.js';
import type { RoomProps } from './room.ts';

interface Room {
  /** What it is called where it is opened from. */
  readonly label: () => string;
  readonly load: () => Promise<ComponentType<RoomProps>>;
}

/** What may be opened between calls, in the order it is shown. A call closes it. */
export const rooms = {
  debrief: { label: m.debrief_open, load: async () => (await import('./debrief/index.tsx')).DebriefRoom },
  library: { label: m.library_open, load: async () => (await import('./library/index.tsx')).Library },
  carry: { label: m.carry_open, load: async () => (await import('./carry/index.tsx')).Carry },
  incidents: { label: m.incidents_room, load: async () => (await import('./incidents/index.tsx')).Incidents },
  today: { label: m.panel_today_open, load: async () => (await import('./today.tsx')).Today },
  journal: { label: m.journal_open, load: async () => (await import('./journal/index.tsx')).Journal },
  vault: { label: m.vault_open, load: async () => (await import('./vault/index.tsx')).VaultRoom },
  settings: { label: m.panel_settings, load: async () => (await import('./settings/settings.tsx')).Settings },
} as const satisfies Readonly<Record<string, Room>>;

export type RoomId = keyof typeof rooms;

export const roomIds = Object.keys(rooms) as readonly RoomId[];
