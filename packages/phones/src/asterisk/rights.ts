import type { Frame } from './frames.ts';
import { MISSING } from './session.ts';

/** Number of events after which a class that never came counts as missing. */
const ENOUGH_EVENTS = 5;

/**
 * Finds missing read classes from the events that come, because no AMI answer names them. Each event has its class in
 * Privilege. Class `agent` is missing when queues' devices change (call) and no member ever does (agent). Class `call` may as well
 * be filtered, see createEventWatch.
 *
 * @returns an observer of frames, which returns a message once for each missing class
 */
export const createRightsWatch = (): { observe(frame: Frame): string | null } => {
  const classes = new Set<string>();
  const reported = new Set<string>();
  let queueChanges = 0;
  const once = (message: string): string | null => {
    if (reported.has(message)) return null;
    reported.add(message);
    return message;
  };
  return {
    observe(frame) {
      for (const right of frame.get('Privilege')?.split(',') ?? []) classes.add(right);
      const event = frame.get('Event');
      if (
        event === 'DeviceStateChange' &&
        frame.get('Device')?.startsWith('Queue:') &&
        (queueChanges += 1) >= ENOUGH_EVENTS
      ) {
        if (!classes.has('agent')) return once(MISSING.agent);
      }
      return null;
    },
  };
};
