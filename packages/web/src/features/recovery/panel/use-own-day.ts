import type { OwnDayView } from '@onhook/contract';
import { useEffect, useState } from 'react';
import { client } from '../../../api/client.ts';

/**
 * The agent's own day from the server; null until it is known.
 *
 * @param changed value that differs once the day has something new, such as the end of the last call; the day is then read again
 */
export const useOwnDay = (changed: string): OwnDayView | null => {
  const [day, setDay] = useState<OwnDayView | null>(null);
  useEffect(() => {
    let gone = false;
    void client('GET /api/panel/day').then((reply) => {
      // A view without its lists comes from an older server.
      if (!gone && reply.kind === 'ok' && Array.isArray(reply.value.hardCalls)) setDay(reply.value);
    });
    return () => {
      gone = true;
    };
  }, [changed]);
  return day;
};
