import { type ComponentType, useEffect, useState } from 'react';
import type { RoomProps } from './room.ts';
import { type RoomId, rooms } from './rooms.ts';

/**
 * Loads a room when it is first needed; null until it is here.
 *
 * @param failed without a connection it may not come; it is asked for again the next time it is wanted
 */
export const useRoom = <Props,>(
  load: () => Promise<ComponentType<Props>>,
  wanted: boolean,
  failed: () => void = () => {},
): ComponentType<Props> | null => {
  const [room, setRoom] = useState<{ readonly Room: ComponentType<Props> } | null>(null);
  useEffect(() => {
    if (wanted && !room) void load().then((Room) => setRoom({ Room }), failed);
  }, [wanted]);
  return room?.Room ?? null;
};

const restMs = 1500;

/** True once this has lasted a moment, and from then on: what can wait is not loaded in the way of what cannot. */
export const useRested = (lasts: boolean): boolean => {
  const [rested, setRested] = useState(false);
  useEffect(() => {
    if (!lasts || rested) return;
    const timer = setTimeout(() => setRested(true), restMs);
    return () => clearTimeout(timer);
  }, [lasts, rested]);
  return rested;
};

/** The room that is open, once it has been loaded. */
export const useOpened = (opened: RoomId | null, onMissing: () => void): ComponentType<RoomProps> | null => {
  const [room, setRoom] = useState<{ readonly id: RoomId; readonly Room: ComponentType<RoomProps> } | null>(null);
  useEffect(() => {
    if (opened !== null) void rooms[opened].load().then((Room) => setRoom({ id: opened, Room }), onMissing);
  }, [opened]);
  return room !== null && room.id === opened ? room.Room : null;
};
