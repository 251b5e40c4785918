import type { CircleView } from '@onhook/contract';
import { useEffect, useState } from 'react';
import { sendNow } from '../../../api/client.ts';
import { newestCircle } from '../../../api/live/pushed.ts';
import { every } from '../../../design/schedule.ts';

/** Interval between requests in milliseconds. The server sends changes for five minutes after each one. */
const lookEveryMs = 4 * 60_000;

export interface CircleFeed {
  /** Null while not known yet. */
  readonly circle: CircleView | null;
  /** True when the last request to the server failed. */
  readonly isUnknown: boolean;
}

/** @param polling `once` only finds out if there is a request from a colleague */
export const useCircle = (polling: 'on and on' | 'once' = 'on and on'): CircleFeed => {
  const [circle, setCircle] = useState(newestCircle.last);
  const [isUnknown, setUnknown] = useState(false);
  useEffect(() => {
    let gone = false;
    const look = async (): Promise<void> => {
      const reply = await sendNow('GET /api/circle');
      if (gone) return;
      setUnknown(reply.kind !== 'ok');
      if (reply.kind === 'ok') newestCircle.put(reply.value);
    };
    setCircle(newestCircle.last);
    const leave = newestCircle.subscribe(setCircle);
    void look();
    const stop = polling === 'on and on' ? every(lookEveryMs, () => void look()) : undefined;
    return () => {
      gone = true;
      leave();
      stop?.();
    };
  }, [polling]);
  return { circle, isUnknown };
};

export const isAsked = ({ wordForMe, askingMe }: CircleView): boolean => wordForMe !== null || askingMe.length > 0;
