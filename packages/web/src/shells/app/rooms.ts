import type { Role } from '@onhook/contract';
import { m } from '../../generated/messages/messages.js';

export type Room = 'panel' | 'floor' | 'requests' | 'incidents' | 'phrases' | 'day' | 'lines' | 'people' | 'teams' | 'policy' | 'audit' | 'phone-system';

interface RoomOf {
  readonly room: Room;
  /** Roles that open the room. One of them is enough. */
  readonly roles: readonly Role[];
  readonly path: `/${Room}`;
}

/** All rooms (pages that a role opens), in the order of the navigation. A person starts in the first one that is open to them. */
const all: readonly RoomOf[] = [
  { room: 'floor', roles: ['lead'], path: '/floor' },
  { room: 'requests', roles: ['lead'], path: '/requests' },
  { room: 'incidents', roles: ['lead'], path: '/incidents' },
  { room: 'phrases', roles: ['lead'], path: '/phrases' },
  { room: 'day', roles: ['analyst', 'manager'], path: '/day' },
  { room: 'lines', roles: ['admin'], path: '/lines' },
  { room: 'people', roles: ['admin'], path: '/people' },
  { room: 'teams', roles: ['admin'], path: '/teams' },
  { room: 'policy', roles: ['admin'], path: '/policy' },
  { room: 'audit', roles: ['admin'], path: '/audit' },
  { room: 'phone-system', roles: ['admin'], path: '/phone-system' },
  { room: 'panel', roles: ['agent'], path: '/panel' },
];

const names: Readonly<Record<Room, () => string>> = {
  floor: m.shell_room_floor,
  requests: m.debrief_room,
  incidents: m.incidents_title,
  phrases: m.shell_room_phrases,
  day: m.shell_room_day,
  lines: m.shell_room_lines,
  people: m.shell_room_people,
  teams: m.shell_room_teams,
  policy: m.shell_room_policy,
  audit: m.shell_room_audit,
  'phone-system': m.shell_room_phone,
  panel: m.shell_room_panel,
};

/** Returns the name of a room in the person's language. */
export const roomName = (room: Room): string => names[room]();

export const roomsOf = (roles: readonly Role[]): readonly RoomOf[] => all.filter((room) => room.roles.some((role) => roles.includes(role)));

/** Returns the path of the room in which a person starts; null if no room is open to their roles. */
export const homeOf = (roles: readonly Role[]): `/${Room}` | null => roomsOf(roles)[0]?.path ?? null;
