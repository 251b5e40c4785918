import { sql, type RawBuilder } from 'kysely';
import type { CentreId } from '@onhook/core/ids';
import type { Db } from '../../platform/store/index.ts';

/** Result of an attempt to acquire the lease: acquired by this owner, or held by another. */
export type LeaseResult =
  | { readonly kind: 'mine'; readonly fence: number }
  | { readonly kind: 'held'; readonly by: string; readonly until: number };

/** Epoch milliseconds by the database's clock, which owners on several machines share. */
export const databaseNow: RawBuilder<number> = sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`;

type Now = number | RawBuilder<number>;

const after = (now: Now, ttlMs: number): RawBuilder<number> => sql<number>`${now}::bigint + ${ttlMs}::bigint`;

/**
 * Acquires the lease of the centre's floor when it is free or expired. One process at a time runs a floor: its owner. `fence`
 * is a fencing token, which grows with each lease, so that a former owner's writes can be refused.
 */
export const acquireLease = async (
  db: Db,
  centre: CentreId,
  owner: string,
  now: Now,
  ttlMs: number,
): Promise<LeaseResult> => {
  const taken = await db
    .insertInto('floor_owner')
    .values({ centre, owner, fence: 1, expires_at: after(now, ttlMs) })
    .onConflict((conflict) =>
      conflict
        .column('centre')
        .doUpdateSet({ owner, fence: sql`floor_owner.fence + 1`, expires_at: after(now, ttlMs) })
        .where((where) =>
          where.or([where('floor_owner.expires_at', '<=', now), where('floor_owner.owner', '=', owner)]),
        ),
    )
    .returning('fence')
    .executeTakeFirst();
  if (taken) return { kind: 'mine', fence: taken.fence };
  const holder = await db
    .selectFrom('floor_owner')
    .select(['owner', 'expires_at'])
    .where('centre', '=', centre)
    .executeTakeFirstOrThrow();
  return { kind: 'held', by: holder.owner, until: holder.expires_at };
};

/**
 * Renews the lease. False when another owner has taken the floor: the transaction must then not be committed. No other
 * owner can take the floor until the transaction ends.
 */
export const renewLease = async (
  trx: Db,
  centre: CentreId,
  owner: string,
  fence: number,
  now: Now,
  ttlMs: number,
): Promise<boolean> => {
  const { numUpdatedRows } = await trx
    .updateTable('floor_owner')
    .set({ expires_at: after(now, ttlMs) })
    .where('centre', '=', centre)
    .where('owner', '=', owner)
    .where('fence', '=', fence)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
};

/** Releases the lease, so that the next owner can take the floor at once. The row stays, so that fences keep growing. */
export const releaseLease = async (db: Db, centre: CentreId, owner: string, fence: number): Promise<void> => {
  await db
    .updateTable('floor_owner')
    .set({ expires_at: 0 })
    .where('centre', '=', centre)
    .where('owner', '=', owner)
    .where('fence', '=', fence)
    .execute();
};

/** Ends the lease of any owner. Only for use where no other process can be running the floor. */
export const clearLease = async (db: Db, centre: CentreId): Promise<void> => {
  await db.updateTable('floor_owner').set({ expires_at: 0 }).where('centre', '=', centre).execute();
};
