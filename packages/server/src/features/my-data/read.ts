import { sql } from 'kysely';
import type { PersonId } from '@onhook/core/ids';
import type { PastDays, RowsByTable } from '../../platform/past-days/index.ts';
import type { AnyTable, HeldRow, Schema, TableName } from '../../platform/store/index.ts';
import type { ExportContext, Exported, ExportPart } from './export-part.ts';

const rowsPerQuery = 500;

interface OwnedTable {
  readonly name: TableName;
  /** Columns with the id of the person that a row is about. */
  readonly people: readonly string[];
  /** Columns that are exported. */
  readonly columns: readonly string[];
  readonly held: HeldRow | undefined;
}

const exportedByColumn = ({ name, owner }: AnyTable): OwnedTable[] =>
  'people' in owner && owner.export !== 'view' ? [{ name, people: owner.people, columns: owner.export.columns, held: owner.held }] : [];

const isAbout = (people: readonly string[], person: PersonId) =>
  sql`(${sql.join(people.map((column) => sql`${sql.ref(column)} = ${person}`), sql` or `)})`;

/** Sources of a person's export: tables exported by column, and parts in the form of the screens. */
export interface DataSources {
  readonly schema: Schema;
  /** Decrypts a person's rows of past days. */
  readonly pastDays: Pick<PastDays, 'rowsOf'>;
  readonly parts: readonly ExportPart[];
}

/** Finds the count on the page of stored data to which this part is added; undefined when the page does not count it. */
const heldRowOf = ({ tables }: Schema, part: ExportPart): HeldRow | undefined => {
  for (const { name, owner } of tables) if (part.tables.includes(name) && 'people' in owner && owner.held !== undefined) return owner.held;
  return undefined;
};

export type HeldCounts = Partial<Record<HeldRow, number>>;

/**
 * Counts the entries that an export of this person's data would have, grouped as the page of stored data shows them.
 *
 * @param past the person's rows of past days
 */
export const countHeld = async ({ schema, parts }: DataSources, past: RowsByTable, context: ExportContext, person: PersonId): Promise<HeldCounts> => {
  const { db, centre } = context;
  const counts: HeldCounts = {};
  const add = (row: HeldRow, n: number): void => {
    counts[row] = (counts[row] ?? 0) + n;
  };
  for (const { name, people, held } of schema.tables.flatMap(exportedByColumn)) {
    if (held === undefined) continue;
    const { rows } = await sql<{ n: number }>`
      select count(*) as n from ${sql.table(name)} where centre = ${centre} and ${isAbout(people, person)}`.execute(db);
    add(held, (rows[0]?.n ?? 0) + (past[name]?.length ?? 0));
  }
  for (const part of parts) {
    const held = heldRowOf(schema, part);
    if (held !== undefined) add(held, (await part.read(context, person)).rows.length);
  }
  return counts;
};

export interface Export {
  /** Other people who appear in the export. An audit entry about each is written before the file is sent. */
  readonly about: readonly PersonId[];
  /** The file, as JSON in UTF-8. */
  text(): AsyncGenerator<string>;
}

const storedRows = async function* ({ name, people, columns }: OwnedTable, { db, centre }: ExportContext, person: PersonId): AsyncGenerator<string> {
  const selected = sql.join(columns.map((column) => sql.ref(column)));
  for (let after = '(0,0)'; ; ) {
    // Pages by `ctid`, the physical position of a row, which every table has.
    const { rows } = await sql<{ place: string; row: string }>`
      select place::text, row_to_json(own)::text as row
      from (select ctid as place from ${sql.table(name)} where centre = ${centre} and ${isAbout(people, person)} and ctid > ${after}::tid order by ctid limit ${sql.lit(rowsPerQuery)}) as theirs,
        lateral (select ${selected} from ${sql.table(name)} where ctid = theirs.place) as own`.execute(db);
    for (const { row } of rows) yield row;
    const last = rows.at(-1);
    if (!last || rows.length < rowsPerQuery) return;
    after = last.place;
  }
};

/** Yields the rows of past days, reduced to the exported columns, before those of today. */
const withPast = async function* (today: AsyncIterable<string>, { name, columns }: OwnedTable, past: RowsByTable): AsyncGenerator<string> {
  for (const row of past[name] ?? []) yield JSON.stringify(Object.fromEntries(columns.map((column) => [column, row[column]])));
  yield* today;
};

const jsonArray = async function* (rows: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string> {
  yield '[';
  let separator = '';
  for await (const row of rows) {
    yield `${separator}\n${row}`;
    separator = ',';
  }
  yield ']';
};

/**
 * Exports a person's data. Parts in which other people appear are read first, so that the audit entries about them can be written. Tables
 * with the person's own rows alone are read while the file is sent, a page at a time.
 */
export const exportData = async ({ schema, parts, pastDays }: DataSources, context: ExportContext, person: PersonId): Promise<Export> => {
  const read: (Exported & { readonly name: string })[] = [];
  for (const part of parts) read.push({ name: part.name, ...(await part.read(context, person)) });
  const past = await pastDays.rowsOf(context.db, person);
  return {
    about: [...new Set(read.flatMap(({ about }) => about))],
    text: async function* () {
      yield JSON.stringify({ centre: context.centre, person, at: new Date(context.now).toISOString() }).slice(0, -1);
      for (const table of schema.tables.flatMap(exportedByColumn)) {
        yield `,\n${JSON.stringify(table.name)}:`;
        yield* jsonArray(withPast(storedRows(table, context, person), table, past));
      }
      for (const { name, rows } of read) {
        yield `,\n${JSON.stringify(name)}:`;
        yield* jsonArray(rows.map((row) => JSON.stringify(row)));
      }
      yield '}\n';
    },
  };
};
