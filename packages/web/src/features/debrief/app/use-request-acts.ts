import type { Given } from '@onhook/contract';
import { useState } from 'react';
import type { Result } from '../../../api/result.ts';
import { m } from '../../../generated/messages/messages.js';
import { act } from './feed.ts';

type Answer = { readonly kind: 'coming' } | { readonly kind: 'cannot' } | { readonly kind: 'at'; readonly at: number };

/** A lead's actions on one request, one at a time, with the reason why the last one failed. */
export interface RequestActs {
  readonly busy: boolean;
  /** Empty when the last action succeeded. */
  readonly problem: string;
  readonly answer: (answer: Answer) => void;
  readonly give: (what: Given) => void;
  /** Resolves to true when the gift was taken back. */
  readonly takeBack: (gift: string) => Promise<boolean>;
  /** @param at time at which the two talk again; null for no more */
  readonly talkAgain: (at: number | null) => void;
}

export const useRequestActs = (request: string): RequestActs => {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const params = { request };
  const once = async (doing: () => Promise<Result<unknown>>): Promise<boolean> => {
    setBusy(true);
    const { kind } = await doing();
    setProblem(kind === 'ok' ? '' : kind === 'offline' ? m.debrief_lead_offline() : m.debrief_lead_failed());
    setBusy(false);
    return kind === 'ok';
  };
  return {
    busy,
    problem,
    answer: (answer) => void once(() => act('POST /api/debrief/requests/:request/answer', { params, body: { answer } })),
    give: (what) => void once(() => act('POST /api/debrief/requests/:request/gifts', { params, body: { gift: crypto.randomUUID(), what } })),
    takeBack: (gift) => once(() => act('DELETE /api/debrief/gifts/:gift', { params: { gift } })),
    talkAgain: (at) => void once(() => act('POST /api/debrief/requests/:request/follow-up', { params, body: { at } })),
  };
};
