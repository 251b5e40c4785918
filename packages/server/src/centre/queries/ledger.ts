import { sql, type Selectable } from 'kysely';
import type { CentreId, PersonId } from '@onhook/core/ids';
import { putRows, type Db, type Row, type Tables } from '../../platform/store/index.ts';

export type LedgerRow = Selectable<Tables['ledger_entry']>;
export type NewLedgerRow = Row<'ledger_entry'>;

export interface Balance {
  readonly person: PersonId;
  readonly account: string;
  readonly amount_ms: number;
}

/** Books the entries in the given order. One whose transaction has booked to its account before is passed over. */
export const appendEntries = (trx: Db, entries: readonly NewLedgerRow[]): Promise<void> =>
  putRows(trx, 'ledger_entry', entries, { on: ['centre', 'txn', 'account'], keep: 'old' });

/** A person's entries at or after `fromAt`, in the order of being booked. */
export const entriesOfPerson = (db: Db, centre: CentreId, person: PersonId, fromAt: number): Promise<LedgerRow[]> =>
  db
    .selectFrom('ledger_entry')
    .selectAll()
    .where('centre', '=', centre)
    .where('person', '=', person)
    .where('at', '>=', fromAt)
    .orderBy('seq')
    .execute();

/** What stands on each account: of everybody, or of one person. */
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

/** Everybody's entries at or after `fromAt`, in the order of being booked. */
export const entriesSince = (db: Db, centre: CentreId, fromAt: number): Promise<LedgerRow[]> =>
  db
    .selectFrom('ledger_entry')
    .selectAll()
    .where('centre', '=', centre)
    .where('at', '>=', fromAt)
    .orderBy('seq')
    .execute();
