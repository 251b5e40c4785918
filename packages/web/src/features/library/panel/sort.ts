import { type PlanId, planIds } from '@onhook/core/reset';

/** Returns all plans: first the sorted ones in their order, then the plans that are missing from it. */
export const inOrder = (order: readonly PlanId[]): readonly PlanId[] => [...new Set([...order, ...planIds])];

export const moveTo = (order: readonly PlanId[], plan: PlanId, position: number): readonly PlanId[] => {
  const others = order.filter((other) => other !== plan);
  return [...others.slice(0, Math.max(0, position)), plan, ...others.slice(Math.max(0, position))];
};
