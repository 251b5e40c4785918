import type { Form, PlanId, Reset } from '@onhook/core/reset';

export type Wish =
  | { readonly kind: 'plan'; readonly plan: PlanId; readonly form: Form; readonly chosen: Reset['chosen'] }
  /** What was interrupted, where it was. */
  | { readonly kind: 'take-up' };

const hearing = new Set<(wish: Wish) => void>();

const ask = (wish: Wish): void => {
  for (const hear of hearing) hear(wish);
};

/**
 * Starts this reset: with the recovery that is held, if one is; else tried at once, without one, until a call comes.
 * `chosen`: answers given beforehand, such as the kind of breath.
 */
export const startPlan = (plan: PlanId, form: Form, chosen: Reset['chosen'] = {}): void =>
  ask({ kind: 'plan', plan, form, chosen });

export const takeUp = (): void => ask({ kind: 'take-up' });

/** For the panel, which has the recovery. Returns how to stop hearing. */
export const onStart = (hear: (wish: Wish) => void): (() => void) => {
  hearing.add(hear);
  return () => void hearing.delete(hear);
};
