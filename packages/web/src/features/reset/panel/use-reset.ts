import type { PanelView } from '@onhook/contract';
import { type ComponentType, useEffect, useState } from 'react';
import { useSlice } from '../../../local-store/use-slice.ts';
import { type Phase, phaseOf } from '../../recovery/panel/index.ts';
import type { ResetProps } from './reset.tsx';
import { prefsSlice } from './prefs.ts';
import { type Wish, onStart } from './start.ts';
import { useAside, useRunning } from './running.ts';
import { useRoom } from '../../../design/panel/use-room.ts';
import type { Sending } from '../../../api/panel/use-sending.ts';
import { useEvent } from '../../../design/use-event.ts';

const loadReset = () => import('./reset.tsx');

/** State of this browser's reset, as the panel needs it. */
export interface ResetHere {
  readonly phase: Phase;
  /** Component that runs a reset; null until loaded. */
  readonly Reset: ComponentType<ResetProps> | null;
  /** True while the agent tries a reset between calls, without a recovery. */
  readonly trying: boolean;
  /** True once the local store has been asked whether a reset is running, shortly after the panel opens. */
  readonly isKnown: boolean;
  /** True if an interrupted reset can be resumed. */
  readonly aside: boolean;
  readonly wish: Wish | null;
  /** Number of wishes so far. Each wish starts a new reset. */
  readonly wishes: number;
  /** Starts the wished reset, or the usual one, in the recovery. Accepts the offer first, if there is one. */
  readonly accept: (recovery: string, offer: string | null) => Promise<void>;
  readonly stopTrying: () => void;
}

/** Tracks which reset is running, starts resets, and sets a reset aside when it is interrupted. */
export const useReset = (view: PanelView, sendEventually: Sending['sendEventually']): ResetHere => {
  const { person } = view.person;
  const running = useRunning(person);
  const aside = useAside(person, view.serverNow);
  // Load the preferences early, so that the agent's usual plan is known when an offer is accepted.
  useSlice(person, prefsSlice);
  const [accepted, setAccepted] = useState<string | null>(null);
  const [{ wish, wishes }, count] = useState<{ readonly wish: Wish | null; readonly wishes: number }>({ wish: null, wishes: 0 });
  const setWish = (next: Wish | null): void => count((before) => ({ wish: next, wishes: before.wishes + 1 }));

  const runningFor = running?.recovery ?? null;
  const phase = phaseOf(view, runningFor !== null && runningFor === view.recovery?.recovery ? runningFor : accepted);
  const trying = phase.kind === 'idle' && (wish !== null || running?.recovery === null);
  const mayBegin = phase.kind === 'offer' || phase.kind === 'paused';
  const Reset = useRoom<ResetProps>(async () => (await loadReset()).Reset, mayBegin || phase.kind === 'reset' || trying);

  // A reset is interrupted when its recovery is over or, for a trial, when the line is no longer idle. Its answers are saved.
  const over =
    running !== null &&
    running !== undefined &&
    view.line !== null &&
    (running.recovery === null ? phase.kind !== 'idle' : view.recovery?.recovery !== running.recovery);
  const endRun = async (): Promise<void> => {
    setWish(null);
    const { setAside } = await import('./save-answers.ts');
    const because = phase.kind === 'on-call' ? 'call' : (view.lastClosed?.because ?? null);
    await setAside(person, because, view.serverNow);
  };
  const endRunNow = useEvent(endRun);
  useEffect(() => {
    if (over) void endRunNow();
  }, [over, endRunNow]);

  const accept = async (recovery: string, offer: string | null): Promise<void> => {
    setAccepted(recovery);
    if (!offer) return;
    const input = { params: { offer }, body: { answer: 'accepted' } } as const;
    if (await sendEventually({ key: 'POST /api/offers/:offer/answer', input })) return;
    setAccepted(null);
    await endRun();
  };

  const begin = useEvent((wished: Wish) => {
    if (!mayBegin && phase.kind !== 'idle') return;
    setWish(wished);
    if (phase.kind === 'offer') void accept(phase.recovery.recovery, phase.offer.offer);
    if (phase.kind === 'paused') void accept(phase.recovery.recovery, null);
  });
  useEffect(() => onStart(begin), [begin]);

  return { phase, Reset, trying, isKnown: running !== undefined, aside, wish, wishes, accept, stopTrying: () => setWish(null) };
};
