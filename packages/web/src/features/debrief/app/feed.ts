import type { Api, DebriefView, RequestForMe } from '@onhook/contract';
import { useEffect, useMemo } from 'react';
import { subscribeLive } from '../../../api/app/live.ts';
import { request } from '../../../api/ask.ts';
import type { Failure, Result } from '../../../api/result.ts';
import { serverClock } from '../../../api/server-clock.ts';
import { useStore } from '../../../design/store.ts';
import { createValue, type Store } from '../../../design/value.ts';

type Known = { readonly kind: 'opening' } | { readonly kind: 'known'; readonly debrief: DebriefView } | { readonly kind: 'not'; readonly why: Failure };

const known: Store<Known> = createValue<Known>({ kind: 'opening' });

/** Takes a view that was pushed or answered and shows it everywhere, unless a newer one is known. */
export const putDebrief = (debrief: DebriefView): void => {
  const before = known.get();
  if (before.kind === 'known' && debrief.serverNow < before.debrief.serverNow) return;
  serverClock.set(debrief.serverNow);
  known.set({ kind: 'known', debrief });
};

const read = (): Promise<void> =>
  request('GET /api/debrief').then((result) => {
    if (result.kind === 'ok') putDebrief(result.value);
    else if (known.get().kind !== 'known') known.set({ kind: 'not', why: result });
  });

/** Keeps the requests live while the component is mounted. */
export const useDebrief = (): Known & { readonly retry: () => void } => {
  useEffect(() => {
    void read();
    // Messages that were sent while the stream was lost are not sent again, and none arrive while it stays lost.
    return subscribeLive({ on: { debrief: putDebrief }, opened: () => void read(), lost: () => void read() });
  }, []);
  return { ...useStore(known), retry: () => void read() };
};

const noRequests: readonly RequestForMe[] = [];

/** Requests to this person that wait for an answer; none while they are not known. */
export const useRequests = (): readonly RequestForMe[] => {
  const now = useDebrief();
  const requests = now.kind === 'known' ? now.debrief.forMe : noRequests;
  return useMemo(() => requests.filter(({ state }) => state === 'asked'), [requests]);
};

/** Number of people who wait for an answer of this person. */
export const useRequestsWaiting = (): number => new Set(useRequests().map(({ from }) => from.person)).size;

type DebriefKey = Exclude<Extract<keyof Api, `${string}/api/debrief/${string}`>, 'POST /api/debrief/requests' | 'DELETE /api/debrief/requests/:request'>;

/** Ties the input to its key again: the compiler can't do so while the key is generic. */
const send = request as <Key extends DebriefKey>(key: Key, input: Api[Key]['input']) => Promise<Result<DebriefView>>;

/** Sends an action and shows the view that the server answers with. */
export const act = async <Key extends DebriefKey>(key: Key, input: Api[Key]['input']): Promise<Result<DebriefView>> => {
  const result = await send(key, input);
  if (result.kind === 'ok') putDebrief(result.value);
  return result;
};
