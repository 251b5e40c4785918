import type { Api } from '@onhook/contract';
import { m } from '../../../generated/messages/messages.js';
import { sendNow } from '../../../api/client.ts';
import { newestCircle } from '../../../api/live/pushed.ts';

type CircleKey =
  | 'POST /api/circle'
  | 'POST /api/circle/:person/answer'
  | 'DELETE /api/circle/:person'
  | 'POST /api/words'
  | 'POST /api/words/:word/answer'
  | 'DELETE /api/words/:word';

/** What goes in belongs to the key; the compiler loses that where the key is not known yet. */
const send = sendNow as <Key extends CircleKey>(key: Key, input: Api[Key]['input']) => ReturnType<typeof sendNow<Key>>;

/**
 * Does something in the circle, which only makes sense now, and shows what it came to.
 *
 * @returns what is to be said when it was not done; empty when it was
 */
export const actInCircle = async <Key extends CircleKey>(key: Key, input: Api[Key]['input']): Promise<string> => {
  const reply = await send(key, input);
  if (reply.kind === 'ok') {
    newestCircle.put(reply.value);
    return '';
  }
  if (reply.kind === 'offline') return m.offline_not_now();
  return reply.error === 'no-longer-possible' ? m.panel_too_late() : m.panel_failed();
};
