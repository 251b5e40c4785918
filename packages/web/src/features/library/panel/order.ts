import { type PlanId, type TechniqueId, isPlan, techniquesOf } from '@onhook/core/reset';
import type { Slice } from '../../../local-store/slice.ts';
import { useKept } from '../../../local-store/use-kept.ts';
import { prefsSlice } from '../../reset/panel/index.ts';
import { inOrder, moveTo } from './sort.ts';

/** The order this agent has put them in; empty while they have not. */
const orderSlice: Slice<readonly PlanId[]> = {
  name: 'library-order',
  initial: [],
  restore: (stored) => (Array.isArray(stored) ? stored.filter((plan): plan is PlanId => typeof plan === 'string' && isPlan(plan)) : null),
};

/** A plan is not for somebody when no part of it is. */
const isLeftOut = (plan: PlanId, notForMe: readonly TechniqueId[]): boolean =>
  techniquesOf(plan).every(({ id }) => notForMe.includes(id));

export interface Order {
  /** In the agent's order, without what is not for them. */
  readonly shown: readonly PlanId[];
  readonly leftOut: readonly PlanId[];
  /** The offer begins the first one, whichever that is. */
  readonly beginsWithFirst: boolean;
  readonly move: (plan: PlanId, place: number) => void;
  readonly leaveOut: (plan: PlanId) => void;
  readonly takeIn: (plan: PlanId) => void;
  readonly beginWithFirst: (yes: boolean) => void;
}

/** What helps this agent, as far as they have said so. Stays in this browser. */
export const useOrder = (person: string): Order => {
  const [order, changeOrder] = useKept(person, orderSlice);
  const [prefs, changePrefs] = useKept(person, prefsSlice);
  const { notForMe, usual } = prefs ?? prefsSlice.initial;
  const all = inOrder(order ?? []);
  const shown = all.filter((plan) => !isLeftOut(plan, notForMe));
  // There is always a first one to ask about, and only ever the first one is begun.
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
    move: (plan, place) => {
      const next = moveTo(shown, plan, place);
      changeOrder(() => [...next, ...all.filter((other) => !next.includes(other))]);
      changed(next, notForMe, beginsWithFirst);
    },
    leaveOut: (plan) => changed(all, [...new Set([...notForMe, ...partsOf(plan)])], beginsWithFirst),
    takeIn: (plan) => changed(all, notForMe.filter((part) => !partsOf(plan).includes(part)), beginsWithFirst),
    beginWithFirst: (yes) => changed(all, notForMe, yes),
  };
};
