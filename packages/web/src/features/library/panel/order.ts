import { type PlanId, type TechniqueId, isPlan, techniquesOf } from '@onhook/core/reset';
import type { Slice } from '../../../local-store/slice.ts';
import { useSlice } from '../../../local-store/use-slice.ts';
import { prefsSlice } from '../../reset/panel/index.ts';
import { inOrder, moveTo } from './sort.ts';

/** Plans in the agent's own order; empty until the agent has sorted them. */
const orderSlice: Slice<readonly PlanId[]> = {
  name: 'library-order',
  initial: [],
  restore: (stored) => (Array.isArray(stored) ? stored.filter((plan): plan is PlanId => typeof plan === 'string' && isPlan(plan)) : null),
};

/** Returns true if the agent has marked every part of the plan as not for them. */
const isLeftOut = (plan: PlanId, notForMe: readonly TechniqueId[]): boolean =>
  techniquesOf(plan).every(({ id }) => notForMe.includes(id));

export interface PlanOrder {
  /** Plans in the agent's order, without those that are left out. */
  readonly shown: readonly PlanId[];
  readonly leftOut: readonly PlanId[];
  /** True if an accepted offer starts the plan that is first in the agent's order. */
  readonly beginsWithFirst: boolean;
  readonly move: (plan: PlanId, position: number) => void;
  readonly leaveOut: (plan: PlanId) => void;
  readonly takeIn: (plan: PlanId) => void;
  readonly beginWithFirst: (yes: boolean) => void;
}

/** Reads and changes the agent's order of plans and the plans left out. Everything stays in this browser. */
export const usePlanOrder = (person: string): PlanOrder => {
  const [order, changeOrder] = useSlice(person, orderSlice);
  const [prefs, changePrefs] = useSlice(person, prefsSlice);
  const { notForMe, usual } = prefs ?? prefsSlice.initial;
  const all = inOrder(order ?? []);
  const shown = all.filter((plan) => !isLeftOut(plan, notForMe));
  // The usual plan is always either the first plan in the order or the three-part reset.
  const beginsWithFirst = usual === shown[0] && usual !== 'three-part';

  const changed = (next: readonly PlanId[], leftOut: readonly TechniqueId[], beginsFirst: boolean): void => {
    const first = next.find((plan) => !isLeftOut(plan, leftOut));
    changePrefs((p) => ({ ...p, notForMe: leftOut, usual: beginsFirst && first ? first : 'three-part' }));
  };
  const partsOf = (plan: PlanId): readonly TechniqueId[] => techniquesOf(plan).map(({ id }) => id);

  return {
    shown,
    leftOut: all.filter((plan) => isLeftOut(plan, notForMe)),
    beginsWithFirst,
    move: (plan, position) => {
      const next = moveTo(shown, plan, position);
      changeOrder(() => [...next, ...all.filter((other) => !next.includes(other))]);
      changed(next, notForMe, beginsWithFirst);
    },
    leaveOut: (plan) => changed(all, [...new Set([...notForMe, ...partsOf(plan)])], beginsWithFirst),
    takeIn: (plan) => changed(all, notForMe.filter((part) => !partsOf(plan).includes(part)), beginsWithFirst),
    beginWithFirst: (yes) => changed(all, notForMe, yes),
  };
};
