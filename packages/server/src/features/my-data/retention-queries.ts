import { sql } from 'kysely';
import type { CentreId } from '@onhook/core/ids';
import { mayTakeOut, type Db } from '../../platform/store/index.ts';

const count = async (statement: ReturnType<typeof sql>, trx: Db): Promise<number> => Number((await statement.execute(trx)).numAffectedRows ?? 0n);

/** Takes who took it, their tap and the caller's key out of calls that ended before then; says how many. */
export const unnameCalls = (trx: Db, centre: CentreId, before: number): Promise<number> =>
  count(
    sql`update call set person = null, line = null, tap = null, customer = null
      where centre = ${centre} and ended_at < ${before} and (person is not null or customer is not null or line is not null)`,
    trx,
  );

/** Recoveries that were over by then, with their offers, resets that ended, and carry items that were done or deleted; says how many rows. */
export const forgetResets = async (trx: Db, centre: CentreId, before: number): Promise<number> => {
  await mayTakeOut(trx);
  const over = sql`select recovery from recovery where centre = ${centre} and closed_at < ${before}`;
  const statements = [
    sql`delete from offer_event where centre = ${centre} and offer in (select offer from offer where centre = ${centre} and recovery in (${over}))`,
    sql`delete from offer where centre = ${centre} and recovery in (${over})`,
    sql`delete from recovery where centre = ${centre} and closed_at < ${before}`,
    sql`delete from reset where centre = ${centre} and ended_at < ${before}`,
    sql`delete from carry_item where centre = ${centre} and changed_at < ${before} and (deleted or done_at is not null)`,
  ];
  let rows = 0;
  for (const statement of statements) rows += await count(statement, trx);
  return rows;
};

export const forgetShares = (trx: Db, centre: CentreId, before: number): Promise<number> =>
  count(sql`delete from share where centre = ${centre} and sent_at < ${before}`, trx);

export const forgetIncidents = (trx: Db, centre: CentreId, before: number): Promise<number> =>
  count(sql`delete from incident where centre = ${centre} and released_at < ${before}`, trx);
