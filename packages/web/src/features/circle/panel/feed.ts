import type { CircleView } from '@onhook/contract';
import { useEffect, useState } from 'react';
import { sendNow } from '../../../api/panel/use-panel.ts';
import { newestCircle } from '../../../api/live/pushed.ts';

/** The server tells of changes for five minutes after somebody looked. */
const lookEveryMs = 4 * 60_000;

export interface Seen {
  /** null: not known yet. */
  readonly circle: CircleView | null;
  /** Nobody could say just now. */
  readonly isUnknown: boolean;
}

/** @param looks once: to see whether anything is asked */
export const useCircle = (looks: 'on and on' | 'once' = 'on and on'): Seen => {
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
    const timer = looks === 'on and on' ? setInterval(() => void look(), lookEveryMs) : undefined;
    return () => {
      gone = true;
      leave();
      clearInterval(timer);
    };
  }, [looks]);
  return { circle, isUnknown };
};

export const isAsked = ({ wordForMe, askingMe }: CircleView): boolean => wordForMe !== null || askingMe.length > 0;
