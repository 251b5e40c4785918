import { type ComponentType, useEffect, useState } from 'react';
import { after } from '../schedule.ts';
import { useEvent } from '../use-event.ts';

/**
 * Loads a component when it is first needed. Returns null until it is loaded.
 *
 * @param failed called when loading fails, for example without a connection; the next use tries again
 */
export const useRoom = <Props,>(
  load: () => Promise<ComponentType<Props>>,
  wanted: boolean,
  failed: () => void = () => {},
): ComponentType<Props> | null => {
  const [room, setRoom] = useState<{ readonly Room: ComponentType<Props> } | null>(null);
  const fetchRoom = useEvent(() => {
    if (!room) void load().then((Room) => setRoom({ Room }), failed);
  });
  useEffect(() => {
    if (wanted) fetchRoom();
  }, [wanted, fetchRoom]);
  return room?.Room ?? null;
};

const restMs = 1500;

/** Returns true from 1.5 seconds after `lasts` became true, and stays true. Delays the loading of less urgent code. */
export const useRested = (lasts: boolean): boolean => {
  const [rested, setRested] = useState(false);
  useEffect(() => {
    if (!lasts || rested) return;
    return after(restMs, () => setRested(true));
  }, [lasts, rested]);
  return rested;
};
