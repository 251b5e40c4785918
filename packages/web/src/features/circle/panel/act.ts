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

/** What goes in belongs to the key; the compiler loses that where the key is not known yet. */
const send = sendNow as <Key extends CircleKey>(key: Key, input: Api[Key]['input']) => ReturnType<typeof sendNow<Key>>;

/** Does something that only makes sense now, and shows what it came to. */
export const actInCircle = async <Key extends CircleKey>(key: Key, input: Api[Key]['input']): Promise<Result<CircleView>> => {
  const result: Result<CircleView> = await send(key, input);
  if (result.kind === 'ok') newestCircle.put(result.value);
  return result;
};
