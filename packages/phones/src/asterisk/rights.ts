import type { Frame } from './frames.ts';
import { MISSING } from './session.ts';

/** So many changes of a queue's device state, and not one event of its members: those are being kept from us. */
const TELLING = 5;

/**
 * Which read classes are missing, as far as what is heard can show it: no answer of AMI names them. Every event says
 * its class in Privilege. A caller's QueueCallerJoin (agent) without a Newchannel (call) before it, or queues' devices
 * changing (call) while no member ever does (agent).
 */
export const createRightsWatch = (): { hear(frame: Frame): string | null } => {
  const heard = new Set<string>();
  const told = new Set<string>();
  let joins = 0;
  let queueChanges = 0;
  const once = (message: string): string | null => {
    if (told.has(message)) return null;
    told.add(message);
    return message;
  };
  return {
    hear(frame) {
      for (const right of frame.get('Privilege')?.split(',') ?? []) heard.add(right);
      const event = frame.get('Event');
      if (event === 'QueueCallerJoin' && (joins += 1) >= TELLING && !heard.has('call')) return once(MISSING.call);
      if (
        event === 'DeviceStateChange' &&
        frame.get('Device')?.startsWith('Queue:') &&
        (queueChanges += 1) >= TELLING
      ) {
        if (!heard.has('agent')) return once(MISSING.agent);
      }
      return null;
    },
  };
};
