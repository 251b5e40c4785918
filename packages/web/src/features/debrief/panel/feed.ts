import type { Api, DebriefView, OwnRequest, RequestForMe } from '@onhook/contract';
import { useEffect, useState } from 'react';
import type { Result } from '../../../api/result.ts';
import { sendNow } from '../../../api/client.ts';
import { newestDebrief } from '../../../api/live/pushed.ts';

export interface DebriefFeed {
  /** Null while not known yet. */
  readonly debrief: DebriefView | null;
  /** True when the last request to the server failed. */
  readonly isUnknown: boolean;
}

/** Keeps the agent's own and received requests up to date. Fetches nothing while `wanted` is false. */
export const useOwnDebrief = (wanted = true): DebriefFeed => {
  const [debrief, setDebrief] = useState(newestDebrief.last);
  const [isUnknown, setUnknown] = useState(false);
  useEffect(() => {
    if (!wanted) return;
    let gone = false;
    setDebrief(newestDebrief.last);
    const leave = newestDebrief.subscribe(setDebrief);
    void sendNow('GET /api/debrief').then((reply) => {
      if (gone) return;
      setUnknown(reply.kind !== 'ok');
      if (reply.kind === 'ok') newestDebrief.put(reply.value);
    });
    return () => {
      gone = true;
      leave();
    };
  }, [wanted]);
  return { debrief, isUnknown };
};

const freshMs = 12 * 3_600_000;

/** Request to notify of between calls: one from a colleague, or the agent's own with news. Null when there is none. */
export const newsOf = ({ forMe, mine, serverNow }: DebriefView): RequestForMe | OwnRequest | null => {
  const isNear = (at: number | null): boolean => at !== null && at > serverNow - freshMs;
  return (
    forMe.find(({ state }) => state === 'asked') ??
    mine.find(({ state, askedAt, gifts }) => state !== 'taken-back' && (isNear(askedAt) || gifts.some((gift) => gift.state === 'on'))) ??
    mine.find(({ followUpAt }) => followUpAt !== null && followUpAt <= serverNow + freshMs && isNear(followUpAt)) ??
    null
  );
};

type DebriefKey =
  | 'POST /api/debrief/requests'
  | 'DELETE /api/debrief/requests/:request'
  | 'POST /api/debrief/requests/:request/seen'
  | 'POST /api/debrief/requests/:request/answer'
  | 'POST /api/debrief/requests/:request/notes'
  | 'DELETE /api/debrief/notes/:share';

/** Ties the input to its key again: the compiler can't do so while the key is generic. */
const send = sendNow as <Key extends DebriefKey>(key: Key, input: Api[Key]['input']) => ReturnType<typeof sendNow<Key>>;

/** Sends an action that can't wait in the outbox, and shows the view that the server answers with. */
export const actInDebrief = async <Key extends DebriefKey>(key: Key, input: Api[Key]['input']): Promise<Result<DebriefView>> => {
  const result: Result<DebriefView> = await send(key, input);
  if (result.kind === 'ok') newestDebrief.put(result.value);
  return result;
};
