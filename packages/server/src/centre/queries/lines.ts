import { sql, type Selectable } from 'kysely';
import type { CentreId, LineId, PersonId, SourceId } from '@onhook/core/ids';
import { inBatches, type Db, type Tables } from '../../platform/store/index.ts';

export type LineRow = Selectable<Tables['line']>;

export interface SeenLine {
  readonly line: LineId;
  readonly source: SourceId;
  readonly name: string;
}

/** Notes lines that the phone system showed, each once only; whose they are stays as it was. */
export const seeLines = (trx: Db, centre: CentreId, lines: readonly SeenLine[], now: number): Promise<void> =>
  inBatches(lines, (batch) =>
    trx
      .insertInto('line')
      .values(batch.map((seen) => ({ centre, ...seen, person: null, first_seen_at: now, last_seen_at: now })))
      .onConflict((conflict) =>
        conflict.columns(['centre', 'line']).doUpdateSet({
          source: sql`excluded.source`,
          name: sql`excluded.name`,
          last_seen_at: sql`greatest(line.last_seen_at, excluded.last_seen_at)`,
        }),
      )
      .execute(),
  );

/** Says whose line it is; null puts it back on the review list. False: no such line. */
export const matchLine = async (trx: Db, centre: CentreId, line: LineId, person: PersonId | null): Promise<boolean> => {
  const { numUpdatedRows } = await trx
    .updateTable('line')
    .set({ person })
    .where('centre', '=', centre)
    .where('line', '=', line)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
};

export const allLines = (db: Db, centre: CentreId): Promise<LineRow[]> =>
  db.selectFrom('line').selectAll().where('centre', '=', centre).orderBy('line').execute();

export const linesOf = (db: Db, centre: CentreId, person: PersonId): Promise<LineRow[]> =>
  db.selectFrom('line').selectAll().where('centre', '=', centre).where('person', '=', person).orderBy('line').execute();

/** The review list: lines nobody has been named for. */
export const unmatchedLines = (db: Db, centre: CentreId): Promise<LineRow[]> =>
  db.selectFrom('line').selectAll().where('centre', '=', centre).where('person', 'is', null).orderBy('line').execute();
