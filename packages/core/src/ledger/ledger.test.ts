import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asId, type PersonId, type RecoveryId } from '../ids/index.ts';
import { balances, post, type Account, type Posting, type PostingKind } from './index.ts';

const kinds: readonly PostingKind[] = ['earned', 'granted', 'honoured', 'cut-short', 'waived', 'banked', 'paid-back', 'extended'];

const booking: fc.Arbitrary<Posting> = fc.record(
  {
    kind: fc.constantFrom(...kinds),
    person: fc.constantFrom('ada', 'bo').map(asId<PersonId>),
    recovery: fc.nat(5).map((n) => asId<RecoveryId>(`r${n}`)),
    amountMs: fc.nat(3_600_000),
    at: fc.nat(),
    by: fc.constantFrom('lead', 'phone-system'),
    part: fc.constantFrom('deferred', 'second'),
  },
  { requiredKeys: ['kind', 'person', 'recovery', 'amountMs', 'at'] },
);
const total = (sums: Readonly<Record<Account, number>>): number => Object.values(sums).reduce((sum, ms) => sum + ms, 0);

describe('the ledger', () => {
  it('All entries sum to zero, whatever is posted', () => {
    fc.assert(
      fc.property(fc.array(booking), (bookings) => {
        expect(total(balances(bookings.flatMap(post)))).toBe(0);
      }),
    );
  });

  it('A posting makes two entries that cancel out, and none for 0 ms', () => {
    fc.assert(
      fc.property(booking, (one) => {
        const entries = post(one);
        expect(entries.length).toBe(one.amountMs === 0 ? 0 : 2);
        expect(entries.reduce((sum, entry) => sum + entry.amountMs, 0)).toBe(0);
        expect(new Set(entries.map((entry) => entry.txn)).size).toBeLessThanOrEqual(1);
        expect(new Set(entries.map((entry) => entry.account)).size).toBe(entries.length);
      }),
    );
  });

  it('A transaction is named by recovery, kind and part, so that each is written once', () => {
    fc.assert(
      fc.property(booking, booking, (a, b) => {
        fc.pre(a.amountMs > 0 && b.amountMs > 0);
        const same = a.recovery === b.recovery && a.kind === b.kind && a.part === b.part;
        expect(post(a)[0]!.txn === post(b)[0]!.txn).toBe(same);
      }),
    );
  });

  it.each([-1, 0.5, NaN, Infinity, 2 ** 53])('A posting of %d milliseconds is refused', (amountMs) => {
    const one = { kind: 'earned', person: asId<PersonId>('ada'), recovery: asId<RecoveryId>('r'), at: 0 } as const;
    expect(() => post({ ...one, amountMs })).toThrow(RangeError);
  });

  it('The accounts follow minutes from the centre to their end', () => {
    const to = { person: asId<PersonId>('ada'), recovery: asId<RecoveryId>('r'), at: 0 };
    const entries = [
      ...post({ kind: 'earned', amountMs: 300, ...to }),
      ...post({ kind: 'granted', amountMs: 300, ...to }),
      ...post({ kind: 'honoured', amountMs: 120, ...to }),
      ...post({ kind: 'cut-short', amountMs: 80, by: 'lead', ...to }),
      ...post({ kind: 'banked', amountMs: 100, ...to }),
      ...post({ kind: 'overrun', amountMs: 40, by: 'onhook', ...to }),
    ];
    expect(balances(entries)).toEqual({ centre: -340, earned: 0, granted: 0, honoured: 120, 'cut-short': 80, waived: 0, banked: 100, overrun: 40 });
    expect(entries.filter((entry) => entry.by !== null).map((entry) => entry.kind)).toEqual(['cut-short', 'cut-short', 'overrun', 'overrun']);
  });
});
