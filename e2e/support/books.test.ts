import { asId, type LineId, type PersonId, type RecoveryId } from '@onhook/core/ids';
import { post } from '@onhook/core/ledger';
import type { LedgerRow } from '../../packages/server/src/centre/queries/ledger.ts';
import type { RecoveryRow } from '../../packages/server/src/centre/queries/recoveries.ts';
import { expect, test } from 'vitest';
import { faultsInBooks, overstayed, type Books } from './books.ts';

const recovery = asId<RecoveryId>('r1');
const person = asId<PersonId>('ana');
const to = { person, recovery, at: 1000 };

const rowsOf = (...kinds: readonly ('earned' | 'granted' | 'honoured')[]): LedgerRow[] =>
  kinds
    .flatMap((kind) => post({ kind, amountMs: 5000, ...to }))
    .map(({ amountMs, by, ...entry }, seq) => ({ ...entry, seq, amount_ms: amountMs, by_whom: by }) as unknown as LedgerRow);

const booksOf = (entries: readonly LedgerRow[], state = 'closed'): Books => {
  const row = { recovery, line: asId<LineId>('1001'), state, closed_because: 'time-was-up', granted_ms: 5000, created_at: 1000, lease_until: 6000 };
  return { recoveries: [row as unknown as RecoveryRow], entries, eventIds: new Set() };
};
const whole = rowsOf('earned', 'granted', 'honoured');

test('Balanced books have no errors', () => {
  expect(faultsInBooks(booksOf(whole))).toEqual([]);
});

test('An open account, half a posting, minutes without an end and an open recovery are errors', () => {
  expect(faultsInBooks(booksOf(rowsOf('earned', 'granted')))).toEqual(['r1 leaves 5000 in granted', 'r1: of 5000 granted, 0 have an end']);
  expect(faultsInBooks(booksOf(whole.slice(1)))).toEqual(['r1/earned sums to 5000']);
  expect(faultsInBooks(booksOf(whole, 'held'))).toEqual(['r1 is still held']);
});

test('A pause past its lease is an error, unless the server or the phone system was away for that time', () => {
  const pause = (from: number, end: number | null, line = '1001') => [{ line, queue: 'billing', reason: 'Recovery', from, to: end }];
  const books = booksOf(whole);
  expect(overstayed(books, pause(1000, 6500), [], 1000, 60_000)).toEqual([]);
  expect(overstayed(books, pause(1000, 9000), [], 1000, 60_000)).toEqual(['1001 in billing: 3000 ms past the lease of r1']);
  expect(overstayed(books, pause(1000, 9000), [{ from: 5000, to: 8500 }], 1000, 60_000)).toEqual([]);
  expect(overstayed(books, pause(1000, null), [], 1000, 60_000)).toHaveLength(1);
  expect(overstayed(books, pause(1000, 2000, '1002'), [], 1000, 60_000)).toEqual(['1002 was paused in billing for no recovery']);
});
