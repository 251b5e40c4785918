import type { PanelView } from '@onhook/contract';

type Recovery = NonNullable<PanelView['recovery']>;
type Offer = NonNullable<PanelView['offer']>;

/** What the panel shows. Everything but `idle` and `reset` is one sentence. */
export type Phase =
  | { readonly kind: 'no-line' }
  | { readonly kind: 'on-call' }
  | { readonly kind: 'idle' }
  | { readonly kind: 'asked' }
  | { readonly kind: 'waiting'; readonly rangFirst: boolean }
  | { readonly kind: 'offer'; readonly offer: Offer; readonly recovery: Recovery; readonly heldUntil: number }
  /** The line is held, nothing is offered any more and no reset is on. */
  | { readonly kind: 'held'; readonly recovery: Recovery; readonly heldUntil: number }
  | { readonly kind: 'reset'; readonly recovery: Recovery; readonly heldUntil: number }
  | { readonly kind: 'ending' };

/** @param resetFor the recovery that this browser's reset belongs to */
export const phaseOf = ({ line, recovery, offer }: PanelView, resetFor: string | null): Phase => {
  if (!line) return { kind: 'no-line' };
  // Before everything else: nothing is shown to somebody who is talking, or about to.
  if (line.state === 'on-call' || line.state === 'ringing') return { kind: 'on-call' };
  if (!recovery) return { kind: 'idle' };
  const { state, heldUntil } = recovery;
  if (state === 'asked') return { kind: 'asked' };
  if (state === 'waiting') return { kind: 'waiting', rangFirst: recovery.rangFirst };
  if (state === 'ending' || heldUntil === null) return { kind: 'ending' };
  if (resetFor === recovery.recovery) return { kind: 'reset', recovery, heldUntil };
  if (offer && offer.recovery === recovery.recovery && offer.state !== 'accepted')
    return { kind: 'offer', offer, recovery, heldUntil };
  return { kind: 'held', recovery, heldUntil };
};
