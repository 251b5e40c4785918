import type { PanelView } from '@onhook/contract';

type Recovery = NonNullable<PanelView['recovery']>;
type Offer = NonNullable<PanelView['offer']>;

/** Phase that the panel shows. All except `idle` and `reset` are one sentence. */
export type Phase =
  | { readonly kind: 'no-line' }
  | { readonly kind: 'on-call' }
  | { readonly kind: 'idle' }
  /** `waitsForPause`: given minutes that begin when another pause ends. */
  | { readonly kind: 'asked'; readonly waitsForPause: boolean }
  | { readonly kind: 'waiting'; readonly rangFirst: boolean }
  | { readonly kind: 'offer'; readonly offer: Offer; readonly recovery: Recovery; readonly pausedUntil: number }
  /** Paused line without an open offer or a running reset. */
  | { readonly kind: 'paused'; readonly recovery: Recovery; readonly pausedUntil: number }
  | { readonly kind: 'reset'; readonly recovery: Recovery; readonly pausedUntil: number }
  | { readonly kind: 'ending' };

/** @param resetFor recovery to which this browser's reset belongs, or null */
export const phaseOf = ({ line, recovery, offer }: PanelView, resetFor: string | null): Phase => {
  if (!line) return { kind: 'no-line' };
  // Comes first, because nothing may be shown to an agent who is talking or about to talk.
  if (line.state === 'on-call' || line.state === 'ringing') return { kind: 'on-call' };
  if (!recovery) return { kind: 'idle' };
  const { state, pausedUntil } = recovery;
  if (state === 'asked') return { kind: 'asked', waitsForPause: recovery.waitsForPause };
  if (state === 'waiting') return { kind: 'waiting', rangFirst: recovery.rangFirst };
  if (state === 'ending' || pausedUntil === null) return { kind: 'ending' };
  if (resetFor === recovery.recovery) return { kind: 'reset', recovery, pausedUntil };
  if (offer && offer.recovery === recovery.recovery && offer.state !== 'accepted')
    return { kind: 'offer', offer, recovery, pausedUntil };
  return { kind: 'paused', recovery, pausedUntil };
};
