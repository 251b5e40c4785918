import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asId, type PersonId, type RecoveryId } from '../ids/index.ts';
import { balances, book, type Account, type Booking, type BookingKind } from './index.ts';

const kinds: readonly BookingKind[] = ['earned', 'granted', 'honoured', 'cut-short', 'waived', 'banked', 'paid-back', 'extended'];

const booking: fc.Arbitrary<Booking> = fc.record(
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
  it('sums to zero, whatever is booked', () => {
    fc.assert(
      fc.property(fc.array(booking), (bookings) => {
        expect(total(balances(bookings.flatMap(book)))).toBe(0);
      }),
    );
  });

  it('writes two entries for a booking that cancel out, and none for nothing', () => {
    fc.assert(
      fc.property(booking, (one) => {
        const entries = book(one);
        expect(entries.length).toBe(one.amountMs === 0 ? 0 : 2);
        expect(entries.reduce((sum, entry) => sum + entry.amountMs, 0)).toBe(0);
        expect(new Set(entries.map((entry) => entry.txn)).size).toBeLessThanOrEqual(1);
        expect(new Set(entries.map((entry) => entry.account)).size).toBe(entries.length);
      }),
    );
  });

  it('names a transaction by recovery, kind and part, so that each is written once', () => {
    fc.assert(
      fc.property(booking, booking, (a, b) => {
        fc.pre(a.amountMs > 0 && b.amountMs > 0);
        const same = a.recovery === b.recovery && a.kind === b.kind && a.part === b.part;
        expect(book(a)[0]!.txn === book(b)[0]!.txn).toBe(same);
      }),
    );
  });

  it.each([-1, 0.5, NaN, Infinity, 2 ** 53])('refuses %d milliseconds', (amountMs) => {
    const one = { kind: 'earned', person: asId<PersonId>('ada'), recovery: asId<RecoveryId>('r'), at: 0 } as const;
    expect(() => book({ ...one, amountMs })).toThrow(RangeError);
  });

  it('follows minutes from the centre to where they end', () => {
    const to = { person: asId<PersonId>('ada'), recovery: asId<RecoveryId>('r'), at: 0 };
    const entries = [
      ...book({ kind: 'earned', amountMs: 300, ...to }),
      ...book({ kind: 'granted', amountMs: 300, ...to }),
      ...book({ kind: 'honoured', amountMs: 120, ...to }),
      ...book({ kind: 'cut-short', amountMs: 80, by: 'lead', ...to }),
      ...book({ kind: 'banked', amountMs: 100, ...to }),
    ];
    expect(balances(entries)).toEqual({ centre: -300, earned: 0, granted: 0, honoured: 120, 'cut-short': 80, waived: 0, banked: 100 });
    expect(entries.filter((entry) => entry.by !== null).map((entry) => entry.kind)).toEqual(['cut-short', 'cut-short']);
  });
});
