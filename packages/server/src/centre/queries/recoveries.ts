import type { RawBuilder, Selectable } from 'kysely';
import type { CentreId, PersonId, QueueName, RecoveryId } from '@onhook/core/ids';
import { rowsToPut, runTogether, type Db, type Tables } from '../../platform/store/index.ts';

export type RecoveryRow = Selectable<Tables['recovery']>;

/** The statement that inserts or replaces recoveries; no recovery may come twice. */
export const recoveriesToUpsert = (recoveries: readonly RecoveryRow[]): RawBuilder<unknown> | null =>
  rowsToPut('recovery', recoveries, { on: ['centre', 'recovery'], keep: 'new' });

/** Runs `recoveriesToUpsert`. */
export const upsertRecoveries = (trx: Db, recoveries: readonly RecoveryRow[]): Promise<void> => runTogether(trx, [recoveriesToUpsert(recoveries)]);

/** Those not yet closed, the lease that ends first first. */
export const openRecoveries = (db: Db, centre: CentreId): Promise<RecoveryRow[]> =>
  db
    .selectFrom('recovery')
    .selectAll()
    .where('centre', '=', centre)
    .where('closed_at', 'is', null)
    .orderBy('lease_until')
    .orderBy('recovery')
    .execute();

export const findRecovery = (db: Db, centre: CentreId, recovery: RecoveryId): Promise<RecoveryRow | undefined> =>
  db
    .selectFrom('recovery')
    .selectAll()
    .where('centre', '=', centre)
    .where('recovery', '=', recovery)
    .executeTakeFirst();

/** A person's recoveries made at or after `fromAt`, oldest first. */
export const recoveriesOfPerson = (
  db: Db,
  centre: CentreId,
  person: PersonId,
  fromAt: number,
): Promise<RecoveryRow[]> =>
  db
    .selectFrom('recovery')
    .selectAll()
    .where('centre', '=', centre)
    .where('person', '=', person)
    .where('created_at', '>=', fromAt)
    .orderBy('created_at')
    .execute();

/** Everybody's recoveries made at or after `fromAt`, oldest first. */
export const recoveriesSince = (db: Db, centre: CentreId, fromAt: number): Promise<RecoveryRow[]> =>
  db
    .selectFrom('recovery')
    .selectAll()
    .where('centre', '=', centre)
    .where('created_at', '>=', fromAt)
    .orderBy('created_at')
    .execute();

/** Recoveries after hard calls that were judged so and have ended, made at or after `fromAt`, with the call's queue. */
export const hardCallRecoveriesSince = (
  db: Db,
  centre: CentreId,
  fromAt: number,
): Promise<{ queue: QueueName; state_json: object }[]> =>
  db
    .selectFrom('recovery')
    .innerJoin('call', (join) =>
      join
        .onRef('call.centre', '=', 'recovery.centre')
        .onRef('call.call', '=', 'recovery.call')
        .onRef('call.leg', '=', 'recovery.leg'),
    )
    .select(['call.queue', 'recovery.state_json'])
    .where('recovery.centre', '=', centre)
    .where('recovery.created_at', '>=', fromAt)
    .where('recovery.cause', '=', 'hard-call')
    .execute();
