import { randomUUID } from 'node:crypto';
import { sql, type RawBuilder } from 'kysely';
import type { PersonId } from '@onhook/core/ids';
import { json, type Db, type PastDay } from '../../platform/store/index.ts';

/** True for rows of this table whose recovery is over by the end of the day, or gone. */
export const recoveryIsPast = (table: 'recovery' | 'offer' | 'reset' | 'ledger_entry' | 'debrief_gift', { endAt }: PastDay): RawBuilder<boolean> => {
  const row = sql.raw(table);
  return sql`not exists (
    select from recovery as of where of.centre = ${row}.centre and of.recovery = ${row}.recovery and (of.closed_at is null or of.closed_at >= ${endAt}))`;
};

/** Rounding of what stays of a call: times to half hours, lengths to half minutes. */
const halfHour = (column: string): RawBuilder<unknown> => sql`${sql.ref(column)} = ${sql.ref(column)} - ${sql.ref(column)} % 1800000`;
const halfMinute = (column: string): RawBuilder<unknown> => sql`${sql.ref(column)} = round((${sql.ref(column)} / 30)::numeric) * 30`;
const halfMinuteMs = (column: string): RawBuilder<unknown> => sql`${sql.ref(column)} = ${sql.ref(column)} / 30000 * 30000`;

/** Leaves of calls what figures about queues are made of: no identifier, nobody, no rating, and only rounded times. */
export const cutCalls = (trx: Db, { centre }: PastDay, among: RawBuilder<boolean>): Promise<unknown> =>
  sql`update call set call = 'past-' || gen_random_uuid()::text, leg = 1, line = null, person = null, customer = null, tap = null, reasons = null,
      ${sql.join(['joined_at', 'answered_at', 'ended_at', 'judged_at'].map(halfHour))},
      ${sql.join(['wait_seconds', 'talk_seconds'].map(halfMinute))},
      ${sql.join(['held_ms', 'longest_hold_ms'].map(halfMinuteMs))}
    where centre = ${centre} and call not like 'past-%' and (${among})`.execute(trx);

interface Sum {
  readonly person: PersonId;
  readonly account: string;
  readonly kind: string;
  readonly by_whom: string | null;
  readonly amount_ms: number;
}

const sumsBy = async (trx: Db, { centre, columns, among }: { readonly centre: string; readonly columns: string; readonly among: RawBuilder<boolean> }): Promise<Sum[]> =>
  (
    await sql<Sum>`select ${sql.raw(columns)}, sum(amount_ms)::bigint as amount_ms from ledger_entry
      where centre = ${centre} and (${among}) group by ${sql.raw(columns)} order by ${sql.raw(columns)}`.execute(trx)
  ).rows;

/**
 * Replaces the ledger's entries of a past day by one line for each person, kind, cause and account, without the recovery and the time.
 *
 * @param trx a transaction of the owner of the tables that allows erasure
 * @throws Error when an account would change; the transaction is then rolled back
 */
export const foldLedger = async (trx: Db, day: PastDay): Promise<void> => {
  const { centre, startAt } = day;
  const due = sql<boolean>`at < ${day.endAt} and recovery is not null and ${recoveryIsPast('ledger_entry', day)}`;
  const { rows: people } = await sql<{ person: PersonId }>`select distinct person from ledger_entry where centre = ${centre} and ${due}`.execute(trx);
  if (people.length === 0) return;
  const theirs = sql<boolean>`person = any(${people.map(({ person }) => person)}::text[])`;
  // A recovery of this day that closed after an earlier run: its line is made again with it.
  const all = sql<boolean>`${theirs} and ((${due}) or (recovery is null and at = ${startAt}))`;
  const before = await sumsBy(trx, { centre, columns: 'person, account', among: theirs });
  const sums = await sumsBy(trx, { centre, columns: 'person, kind, by_whom, account', among: all });
  const names = new Map<string, string>();
  const lines = sums.map(({ person, kind, by_whom: by, account, amount_ms: ms }) => {
    const posting = JSON.stringify([person, kind, by]);
    const txn = names.get(posting) ?? `day-${randomUUID()}`;
    names.set(posting, txn);
    return { centre, txn, person, recovery: null, account, amount_ms: ms, kind, by_whom: by, at: startAt };
  });
  await sql`delete from ledger_entry where centre = ${centre} and ${all}`.execute(trx);
  await sql`
    insert into ledger_entry (centre, txn, person, recovery, account, amount_ms, kind, by_whom, at)
    select centre, txn, person, recovery, account, amount_ms, kind, by_whom, at
    from json_to_recordset(${json(lines)}::json)
      as l (centre text, txn text, person text, recovery text, account text, amount_ms bigint, kind text, by_whom text, at bigint)`.execute(trx);
  const after = await sumsBy(trx, { centre, columns: 'person, account', among: theirs });
  if (JSON.stringify(after) !== JSON.stringify(before)) throw new Error('the ledger of a past day does not add up');
};
