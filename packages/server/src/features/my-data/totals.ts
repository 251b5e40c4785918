import { sql } from 'kysely';
import type { CentreId, PersonId } from '@onhook/core/ids';
import type { RowsByTable } from '../../platform/past-days/index.ts';
import type { Db } from '../../platform/store/index.ts';
import { balances } from '../../centre/queries/ledger.ts';

export interface PersonTotals {
  readonly talkedMs: number;
  readonly taps: number;
  readonly grantedMs: number;
  readonly accounts: ReadonlyMap<string, number>;
  readonly vault: { readonly items: number; readonly bytes: number; readonly changed_at: number } | null;
}

/** Sums a person's rows, including those of past days: talk time, ratings of calls, accounts of recovery time and size of the vault. */
export const totalsOf = async (db: Db, centre: CentreId, person: PersonId, past: RowsByTable): Promise<PersonTotals> => {
  const pastCalls = past['call'] ?? [];
  const { rows } = await sql<{ talked: number; taps: number; granted: number }>`
    select
      (select round(coalesce(sum(talk_seconds), 0) * 1000)::bigint from call where centre = ${centre} and person = ${person}) as talked,
      (select count(*) from call where centre = ${centre} and person = ${person} and tap is not null) as taps,
      (select coalesce(sum(amount_ms), 0)::bigint from ledger_entry
        where centre = ${centre} and person = ${person} and account = 'granted' and amount_ms > 0) as granted`.execute(db);
  const [sums] = rows;
  const vault = await sql<{ items: number; bytes: number; changed_at: number }>`
    select count(item) as items, coalesce(sum(size), 0)::bigint as bytes, vault.changed_at
    from vault left join vault_item using (centre, person)
    where vault.centre = ${centre} and vault.person = ${person} group by vault.changed_at`.execute(db);
  const accounts = new Map((await balances(db, centre, person)).map(({ account, amount_ms: ms }) => [account, ms]));
  return {
    talkedMs: (sums?.talked ?? 0) + Math.round(pastCalls.reduce((ms, { talk_seconds: seconds }) => ms + Number(seconds ?? 0) * 1000, 0)),
    taps: (sums?.taps ?? 0) + pastCalls.filter(({ tap }) => tap !== null).length,
    grantedMs: sums?.granted ?? 0,
    accounts,
    vault: vault.rows[0] ?? null,
  };
};
