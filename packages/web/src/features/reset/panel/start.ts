import type { Form, PlanId, Reset } from '@onhook/core/reset';

export type Wish =
  | { readonly kind: 'plan'; readonly plan: PlanId; readonly form: Form; readonly chosen: Reset['chosen'] }
  /** Resumes the interrupted reset at the step where it stopped. */
  | { readonly kind: 'take-up' };

const listeners = new Set<(wish: Wish) => void>();

const ask = (wish: Wish): void => {
  for (const listener of listeners) listener(wish);
};

/**
 * Starts a reset: in the current recovery if there is one, otherwise at once as a trial, which ends when a call comes.
 * `chosen`: answers given beforehand, such as the kind of breath.
 */
export const startPlan = (plan: PlanId, form: Form, chosen: Reset['chosen'] = {}): void =>
  ask({ kind: 'plan', plan, form, chosen });

export const takeUp = (): void => ask({ kind: 'take-up' });

/** Registers a listener for wishes, which the panel needs because it knows the recovery. Returns a function that removes it. */
export const onStart = (listener: (wish: Wish) => void): (() => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};
