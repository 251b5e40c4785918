import type { Api, CircleView } from '@onhook/contract';
import type { Result } from '../../../api/result.ts';
import { sendNow } from '../../../api/client.ts';
import { newestCircle } from '../../../api/live/pushed.ts';

type CircleKey =
  | 'POST /api/circle'
  | 'POST /api/circle/:person/answer'
  | 'DELETE /api/circle/:person'
  | 'POST /api/words'
  | 'POST /api/words/:word/answer'
  | 'DELETE /api/words/:word';

/** Ties the input to its key again: the compiler can't do so while the key is generic. */
const send = sendNow as <Key extends CircleKey>(key: Key, input: Api[Key]['input']) => ReturnType<typeof sendNow<Key>>;

/** Sends an action that can't wait in the outbox, and shows the circle that the server answers with. */
export const actInCircle = async <Key extends CircleKey>(key: Key, input: Api[Key]['input']): Promise<Result<CircleView>> => {
  const result: Result<CircleView> = await send(key, input);
  if (result.kind === 'ok') newestCircle.put(result.value);
  return result;
};
