import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { sql } from 'kysely';
import { encryptWith } from './backup-encryption.ts';
import { FORMAT, type BackupHeader } from './backup-format.ts';
import type { Db } from './table.ts';
import { appliedMigrations } from './migrate.ts';
import type { Store } from './open.ts';
import type { Schema } from './schema.ts';
import type { AnyTable, TableName } from './table.ts';

const ROWS_A_FETCH = 500;

const lastSeq = async (trx: Db, { name, backup: of }: AnyTable): Promise<number | null> => {
  if (!('numbered' in of)) return null;
  const found = await sql<{ sequence: string }>`select pg_get_serial_sequence(${name}, ${of.numbered}) as sequence`.execute(trx);
  const sequence = found.rows[0]?.sequence ?? '';
  const { rows } = await sql<{ last: number }>`
    select case when is_called then last_value else 0 end as last from ${sql.raw(sequence)}`.execute(trx);
  return rows[0]?.last ?? null;
};

/** Choices for a backup. */
export interface BackupOptions {
  /** True: sessions, links and tokens are in it, and whoever has it and the server's address may use them. */
  readonly signIns: boolean;
  /** Encrypts the backup; null leaves it readable. */
  readonly passphrase: string | null;
}

/** Numbers of rows that were left out, by their words. */
export type LeftOut = Readonly<Record<string, number>>;

const makeHeader = async (trx: Db, { tables: declared }: Schema, signIns: boolean): Promise<BackupHeader> => {
  const present = new Set((await trx.introspection.getTables()).map(({ name }) => name));
  const tables: BackupHeader['tables'] = [];
  const leftOut: Record<string, number> = {};
  for (const one of declared.filter((known) => present.has(known.name))) {
    const { name } = one;
    const counted = await sql<{ n: number }>`select count(*) as n from ${sql.table(name)}`.execute(trx);
    const rows = counted.rows[0]?.n ?? 0;
    const { letsIn } = one.backup;
    if (letsIn === undefined || signIns) tables.push({ name, rows, lastSeq: await lastSeq(trx, one) });
    else leftOut[letsIn] = (leftOut[letsIn] ?? 0) + rows;
  }
  return { onhook: 'backup', format: FORMAT, migrations: await appliedMigrations(trx), leftOut, tables };
};

const rowsOf = async function* (trx: Db, name: TableName): AsyncGenerator<string> {
  await sql`
    declare backup_rows no scroll cursor for
    select row_to_json(t)::text as row from ${sql.table(name)} t`.execute(trx);
  for (;;) {
    const { rows } = await sql<{ row: string }>`fetch ${sql.raw(String(ROWS_A_FETCH))} from backup_rows`.execute(trx);
    if (rows.length === 0) break;
    yield rows.map(({ row }) => `${row}\n`).join('');
  }
  await sql`close backup_rows`.execute(trx);
};

const linesOf = async function* (trx: Db, header: BackupHeader): AsyncGenerator<string> {
  const hash = createHash('sha256');
  const hashed = (text: string): string => {
    hash.update(text);
    return text;
  };
  yield hashed(`${JSON.stringify(header)}\n`);
  for (const { name } of header.tables) {
    for await (const text of rowsOf(trx, name)) yield hashed(text);
  }
  yield `${JSON.stringify({ sha256: hash.digest('hex') })}\n`;
};

/**
 * Writes the whole database, as it is at one moment, and ends the stream. Returns the rows that were left out. With PostgreSQL the floor goes on meanwhile; the
 * embedded database has a single connection, so all other queries wait.
 */
export const backup = (store: Store, writable: NodeJS.WritableStream, { signIns, passphrase }: BackupOptions): Promise<LeftOut> =>
  store.asOwner((owner) =>
    owner
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async (trx) => {
        const header = await makeHeader(trx, store.schema, signIns);
        const lines = Readable.from(linesOf(trx, header));
        if (passphrase === null) await pipeline(lines, createGzip(), writable);
        else await pipeline(lines, createGzip(), encryptWith(passphrase), writable);
        return header.leftOut ?? {};
      }),
  );
