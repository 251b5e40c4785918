import type { Role } from '@onhook/contract';

export type Room = 'panel' | 'floor' | 'day' | 'lines';

interface RoomOf {
  readonly room: Room;
  readonly role: Role;
  readonly path: `/${Room}`;
}

/** In the order of the navigation, which is also the order of preference after signing in. */
const all: readonly RoomOf[] = [
  { room: 'floor', role: 'lead', path: '/floor' },
  { room: 'day', role: 'analyst', path: '/day' },
  { room: 'lines', role: 'admin', path: '/lines' },
  { room: 'panel', role: 'agent', path: '/panel' },
];

export const roomsOf = (roles: readonly Role[]): readonly RoomOf[] => all.filter(({ role }) => roles.includes(role));

/** Where a person starts; null for someone whose roles have no room yet. */
export const homeOf = (roles: readonly Role[]): `/${Room}` | null => roomsOf(roles)[0]?.path ?? null;
