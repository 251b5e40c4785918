import { planIds } from '@onhook/core/reset';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inOrder, moveTo } from './sort.ts';

const some = fc.uniqueArray(fc.constantFrom(...planIds));
const plan = fc.constantFrom(...planIds);

describe('the agent’s own order', () => {
  it('has every reset once, the ordered ones first', () => {
    fc.assert(
      fc.property(some, (order) => {
        const all = inOrder(order);
        expect(all.slice(0, order.length)).toEqual(order);
        expect(all.toSorted()).toEqual(planIds.toSorted());
      }),
    );
  });

  it('moves one and leaves the others as they stood', () => {
    fc.assert(
      fc.property(plan, fc.integer({ min: -2, max: planIds.length + 2 }), (one, position) => {
        const moved = moveTo(planIds, one, position);
        expect(moved.indexOf(one)).toBe(Math.min(planIds.length - 1, Math.max(0, position)));
        expect(moved.filter((other) => other !== one)).toEqual(planIds.filter((other) => other !== one));
      }),
    );
  });
});
