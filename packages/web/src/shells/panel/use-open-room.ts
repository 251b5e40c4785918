import { type ComponentType, useEffect, useState } from 'react';
import type { RoomProps } from '../../api/panel/room.ts';
import { type RoomId, rooms } from './rooms.ts';
import { useEvent } from '../../design/use-event.ts';

/** Returns the component of the open room; null until it has loaded. */
export const useOpenRoom = (opened: RoomId | null, onLoadFailed: () => void): ComponentType<RoomProps> | null => {
  const [room, setRoom] = useState<{ readonly id: RoomId; readonly Room: ComponentType<RoomProps> } | null>(null);
  const loadFailed = useEvent(onLoadFailed);
  useEffect(() => {
    if (opened !== null) void rooms[opened]().then((Room) => setRoom({ id: opened, Room }), loadFailed);
  }, [opened, loadFailed]);
  return room !== null && room.id === opened ? room.Room : null;
};
