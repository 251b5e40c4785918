import { sql, type RawBuilder, type Selectable } from 'kysely';
import type { CentreId, PersonId } from '@onhook/core/ids';
import { rowsToPut, runTogether, type Db, type Row, type Tables } from '../../platform/store/index.ts';

export type LedgerRow = Selectable<Tables['ledger_entry']>;
export type NewLedgerRow = Row<'ledger_entry'>;

export interface Balance {
  readonly person: PersonId;
  readonly account: string;
  readonly amount_ms: number;
}

/** The statement that posts entries in the given order. Leaves out an entry whose transaction has already posted to its account. */
export const entriesToAppend = (entries: readonly NewLedgerRow[]): RawBuilder<unknown> | null =>
  rowsToPut('ledger_entry', entries, { on: ['centre', 'txn', 'account'], keep: 'old' });

/** Runs `entriesToAppend`. */
export const appendEntries = (trx: Db, entries: readonly NewLedgerRow[]): Promise<void> => runTogether(trx, [entriesToAppend(entries)]);

/** Finds a person's entries at or after `fromAt`, in the order of booking. */
export const entriesOfPerson = (db: Db, centre: CentreId, person: PersonId, fromAt: number): Promise<LedgerRow[]> =>
  db
    .selectFrom('ledger_entry')
    .selectAll()
    .where('centre', '=', centre)
    .where('person', '=', person)
    .where('at', '>=', fromAt)
    .orderBy('seq')
    .execute();

/** Sums each account in milliseconds, for one person or for everybody. */
export const balances = (db: Db, centre: CentreId, person?: PersonId): Promise<Balance[]> => {
  const all = db
    .selectFrom('ledger_entry')
    .select(['person', 'account', sql<number>`sum(amount_ms)::bigint`.as('amount_ms')])
    .where('centre', '=', centre)
    .groupBy(['person', 'account'])
    .orderBy('person')
    .orderBy('account');
  return (person === undefined ? all : all.where('person', '=', person)).execute();
};

/** Finds the entries of all people at or after `fromAt`, in the order of booking. */
export const entriesSince = (db: Db, centre: CentreId, fromAt: number): Promise<LedgerRow[]> =>
  db
    .selectFrom('ledger_entry')
    .selectAll()
    .where('centre', '=', centre)
    .where('at', '>=', fromAt)
    .orderBy('seq')
    .execute();
