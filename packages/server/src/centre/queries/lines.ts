import { sql, type Selectable } from 'kysely';
import type { CentreId, LineId, PersonId, SourceId } from '@onhook/core/ids';
import { isSameLine } from '@onhook/core/floor';
import { inBatches, type Db, type Tables } from '../../platform/store/index.ts';

export type LineRow = Selectable<Tables['line']>;

export interface SeenLine {
  readonly line: LineId;
  readonly source: SourceId;
  readonly name: string;
}

/** Inserts or updates lines that the phone system reported; no line may come twice. Keeps the person of a known line. */
export const seeLines = (trx: Db, centre: CentreId, lines: readonly SeenLine[], now: number): Promise<void> =>
  inBatches(lines, (batch) =>
    trx
      .insertInto('line')
      .values(batch.map((seen) => ({ centre, ...seen, person: null, assigned_name: null, reported: true, first_seen_at: now, last_seen_at: now })))
      .onConflict((conflict) =>
        conflict.columns(['centre', 'line']).doUpdateSet({
          source: sql`excluded.source`,
          name: sql`excluded.name`,
          assigned_name: sql`case when line.person is null then null else coalesce(line.assigned_name, excluded.name) end`,
          reported: true,
          last_seen_at: sql`greatest(line.last_seen_at, excluded.last_seen_at)`,
        }),
      )
      .execute(),
  );

/** Inserts lines that were given by hand and that no phone system has reported; a known line stays as it is. */
export const addLines = async (trx: Db, centre: CentreId, lines: readonly SeenLine[], now: number): Promise<void> => {
  if (lines.length === 0) return;
  await trx
    .insertInto('line')
    .values(lines.map((given) => ({ centre, ...given, person: null, assigned_name: null, reported: false, first_seen_at: now, last_seen_at: now })))
    .onConflict((conflict) => conflict.columns(['centre', 'line']).doNothing())
    .execute();
};

/** Assigns a line to a person; null puts it back on the review list. False when there is no such line. */
export const matchLine = async (trx: Db, centre: CentreId, line: LineId, person: PersonId | null): Promise<boolean> => {
  const { numUpdatedRows } = await trx
    .updateTable('line')
    .set({ person, assigned_name: person === null ? null : sql`case when reported then name else null end` })
    .where('centre', '=', centre)
    .where('line', '=', line)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
};

/** Lines among `given` that no phone system has reported, in any spelling. */
export const unreportedLines = (rows: readonly LineRow[], given: readonly LineId[]): LineId[] =>
  given.filter((line) => !rows.some((row) => row.reported && isSameLine(row.line, line)));

export const allLines = (db: Db, centre: CentreId): Promise<LineRow[]> =>
  db.selectFrom('line').selectAll().where('centre', '=', centre).orderBy('line').execute();

export const linesOf = (db: Db, centre: CentreId, person: PersonId): Promise<LineRow[]> =>
  db.selectFrom('line').selectAll().where('centre', '=', centre).where('person', '=', person).orderBy('line').execute();

/** The review list: lines without a person. */
export const unmatchedLines = (db: Db, centre: CentreId): Promise<LineRow[]> =>
  db.selectFrom('line').selectAll().where('centre', '=', centre).where('person', 'is', null).orderBy('line').execute();
