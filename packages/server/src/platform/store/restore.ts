import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { sql } from 'kysely';
import type { BackupOptions } from './backup.ts';
import { decryptWith } from './backup-encryption.ts';
import { FORMAT, headerFormat, headerSchema, trailerSchema, type BackupHeader } from './backup-format.ts';
import type { Db } from './table.ts';
import { BackupDamaged, StoreNotEmpty, StoreTooNew } from './errors.ts';
import { appliedMigrations, dropEverything, migrate } from './migrate.ts';
import type { Store } from './open.ts';
import type { Schema } from './schema.ts';

const ROWS_AN_INSERT = 500;

const linesOf = async function* (source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of source) {
    let from = 0;
    for (let end = chunk.indexOf(0x0a); end >= 0; end = chunk.indexOf(0x0a, from)) {
      const line = chunk.subarray(from, end);
      yield rest.length > 0 ? Buffer.concat([rest, line]) : line;
      rest = Buffer.alloc(0);
      from = end + 1;
    }
    if (from < chunk.length) rest = Buffer.concat([rest, chunk.subarray(from)]);
  }
  if (rest.length > 0) throw new BackupDamaged('the backup is cut short');
};

const parse = (line: Buffer): unknown => {
  try {
    return JSON.parse(line.toString('utf8'));
  } catch (error) {
    throw new BackupDamaged('the backup is damaged, or is none: a line of it cannot be read', { cause: error });
  }
};

const readHeader = (line: Buffer, { names, migrations }: Schema): BackupHeader => {
  const value = parse(line);
  const format = headerFormat.safeParse(value);
  if (!format.success) throw new BackupDamaged('this is not a backup of Onhook');
  if (format.data.format > FORMAT)
    throw new StoreTooNew(`the backup has format ${format.data.format}, made by a newer Onhook`);
  const named = typeof value === 'object' && value !== null && 'migrations' in value ? value.migrations : [];
  const unknown = Array.isArray(named) ? named.filter((name) => !(String(name) in migrations)) : [];
  if (unknown.length > 0) throw new StoreTooNew(`the backup was made by a newer Onhook (it has ${unknown.join(', ')})`);
  const header = headerSchema(names).safeParse(value);
  if (!header.success) throw new BackupDamaged('the header of the backup is damaged', { cause: header.error });
  return header.data;
};

const requireEmpty = async (db: Db, { names }: Schema): Promise<void> => {
  const present = new Set((await db.introspection.getTables()).map(({ name }) => name));
  for (const name of names.filter((known) => present.has(known))) {
    const { rows } = await sql`select 1 from ${sql.table(name)} limit 1`.execute(db);
    if (rows.length > 0)
      throw new StoreNotEmpty(`the database is not empty (${name} has rows): restore into a new one`);
  }
};

const bringTo = async (db: Db, schema: Schema, level: readonly string[]): Promise<void> => {
  const applied = await appliedMigrations(db);
  if (applied.join() === level.join()) return;
  if (applied.length > 0) await dropEverything(db, schema);
  await migrate(db, schema, level.at(-1));
};

const insertRows = async (trx: Db, name: string, rows: readonly Buffer[]): Promise<void> => {
  if (rows.length === 0) return;
  const document = `[${rows.map((row) => row.toString('utf8')).join(',')}]`;
  // The row's type comes from a query, as `null::line` would be PostgreSQL's own geometric type.
  await sql`
    insert into ${sql.table(name)}
    select * from json_populate_recordset((select t from ${sql.table(name)} t limit 0), ${document}::json)`.execute(
    trx,
  );
};

const setSequence = async (trx: Db, name: string, last: number): Promise<void> => {
  if (last > 0) await sql`select setval(pg_get_serial_sequence(${name}, 'seq'), ${last}::bigint)`.execute(trx);
};

/** Reads the remaining lines into the tables. Throws on any fault, so that the transaction is rolled back. */
const load = async (trx: Db, header: BackupHeader, headerLine: Buffer, lines: AsyncIterator<Buffer>, isLeftOut: (name: string) => boolean): Promise<void> => {
  const hash = createHash('sha256');
  const hashed = (line: Buffer): Buffer => {
    hash.update(line).update('\n');
    return line;
  };
  const next = async (): Promise<Buffer> => {
    const { value, done } = await lines.next();
    if (done) throw new BackupDamaged('the backup is cut short');
    return value;
  };
  hashed(headerLine);
  for (const { name, rows, lastSeq } of header.tables) {
    for (let left = rows; left > 0;) {
      const batch: Buffer[] = [];
      while (batch.length < Math.min(left, ROWS_AN_INSERT)) batch.push(hashed(await next()));
      if (!isLeftOut(name)) await insertRows(trx, name, batch);
      left -= batch.length;
    }
    if (lastSeq !== null) await setSequence(trx, name, lastSeq);
  }
  const trailer = trailerSchema.safeParse(parse(await next()));
  if (!trailer.success || trailer.data.sha256 !== hash.digest('hex')) {
    throw new BackupDamaged('the backup has been altered: its checksum does not fit');
  }
  if (!(await lines.next()).done) throw new BackupDamaged('the backup has been altered: something follows its end');
};

// Classes 22, 23 and 42: data, constraint and name errors. Rows that we wrote ourselves cause none.
const badRowState = /^(22|23|42)/;

const nameDamage = (error: unknown): unknown => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code.startsWith('Z_')) return new BackupDamaged('the backup is cut short or no gzip file', { cause: error });
  if (badRowState.test(code))
    return new BackupDamaged('the backup is damaged: a row of it cannot be stored', { cause: error });
  return error;
};

/**
 * Fills an empty database from a backup of either kind of database, all of it or nothing, and brings it to the newest
 * migration.
 *
 * @param options `signIns` false leaves out sessions, links and tokens that are in the backup: some of them may have been ended since
 * @throws StoreNotEmpty, BackupDamaged, BackupEncrypted, StoreTooNew
 */
export const restore = (store: Store, readable: NodeJS.ReadableStream, options: BackupOptions): Promise<void> =>
  store.asOwner((owner) => restoreInto(owner, store.schema, readable, options));

const restoreInto = async (db: Db, schema: Schema, readable: NodeJS.ReadableStream, { signIns, passphrase }: BackupOptions): Promise<void> => {
  const letIn = new Set<string>(schema.tables.filter((one) => one.backup.letsIn !== undefined).map(({ name }) => name));
  await requireEmpty(db, schema);
  try {
    await pipeline(readable, decryptWith(passphrase), createGunzip(), async (source: AsyncIterable<Buffer>) => {
      const lines = linesOf(source);
      const first = await lines.next();
      if (first.done) throw new BackupDamaged('the backup is empty');
      const header = readHeader(first.value, schema);
      await bringTo(db, schema, header.migrations);
      await db.transaction().execute((trx) => load(trx, header, first.value, lines, (name) => !signIns && letIn.has(name)));
    });
  } catch (error) {
    throw nameDamage(error);
  } finally {
    await migrate(db, schema);
  }
};
