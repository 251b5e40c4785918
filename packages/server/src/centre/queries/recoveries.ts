import type { RawBuilder, Selectable } from 'kysely';
import type { CentreId, PersonId, RecoveryId } from '@onhook/core/ids';
import { recoveryVersions, type Recovery } from '@onhook/core/pause';
import { readVersion, rowsToPut, runTogether, type Db, type Tables } from '../../platform/store/index.ts';

export type RecoveryRow = Omit<Selectable<Tables['recovery']>, 'state_json' | 'version'> & { readonly state_json: Recovery };

/** Reads a stored recovery, upcast to the newest version. */
const upcast = ({ version, state_json, ...row }: Selectable<Tables['recovery']>): RecoveryRow => ({
  ...row,
  state_json: readVersion(recoveryVersions, state_json, version),
});

const upcastAll = async (rows: Promise<Selectable<Tables['recovery']>[]>): Promise<RecoveryRow[]> => (await rows).map(upcast);

const recoveries = (db: Db, centre: CentreId) => db.selectFrom('recovery').selectAll().where('centre', '=', centre);

/** The statement that inserts or replaces recoveries; no recovery may come twice. */
export const recoveriesToUpsert = (rows: readonly RecoveryRow[]): RawBuilder<unknown> | null =>
  rowsToPut('recovery', rows.map((row) => ({ ...row, version: recoveryVersions.newest })), { on: ['centre', 'recovery'], keep: 'new' });

/** Runs `recoveriesToUpsert`. */
export const upsertRecoveries = (trx: Db, rows: readonly RecoveryRow[]): Promise<void> => runTogether(trx, [recoveriesToUpsert(rows)]);

/** Finds recoveries that are not closed, ordered by the end of their lease. */
export const openRecoveries = (db: Db, centre: CentreId): Promise<RecoveryRow[]> =>
  upcastAll(
    recoveries(db, centre)
      .where('closed_at', 'is', null)
      .orderBy('lease_until')
      .orderBy('recovery')
      .execute(),
  );

export const findRecovery = async (db: Db, centre: CentreId, recovery: RecoveryId): Promise<RecoveryRow | undefined> => {
  const row = await recoveries(db, centre).where('recovery', '=', recovery).executeTakeFirst();
  return row && upcast(row);
};

/** Finds a person's recoveries made at or after `fromAt`, oldest first. */
export const recoveriesOfPerson = (
  db: Db,
  centre: CentreId,
  person: PersonId,
  fromAt: number,
): Promise<RecoveryRow[]> =>
  upcastAll(
    recoveries(db, centre)
      .where('person', '=', person)
      .where('created_at', '>=', fromAt)
      .orderBy('created_at')
      .execute(),
  );

/** Finds the recoveries of all people made at or after `fromAt`, oldest first. */
export const recoveriesSince = (db: Db, centre: CentreId, fromAt: number): Promise<RecoveryRow[]> =>
  upcastAll(
    recoveries(db, centre)
      .where('created_at', '>=', fromAt)
      .orderBy('created_at')
      .execute(),
  );
