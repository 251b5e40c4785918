import { z } from 'zod';
import type { TableName } from './table.ts';

/**
 * Version of the backup format: gzip of JSON lines. The first line is the header; then each row of each table, in the order of
 * the header, has a line, as PostgreSQL's `row_to_json` writes it; the last line is the SHA-256, in hex, of all bytes before it.
 */
export const FORMAT = 1;

/** First part of the header. It is read alone, to distinguish a later format from a damaged backup. */
export const headerFormat = z.object({ onhook: z.literal('backup'), format: z.int().positive() });

/** The header of a backup of a database with these tables. */
export const headerSchema = (names: readonly TableName[]) =>
  headerFormat.extend({
    migrations: z.array(z.string()).min(1),
    /** `lastSeq`: the highest number that a numbered table ever gave, also to rows that retention has deleted. */
    /** Rows that let somebody in, by their words, and that the backup leaves out; missing in older backups, which have all. */
    leftOut: z.record(z.string(), z.int().nonnegative()).optional(),
    tables: z.array(z.object({ name: z.enum(names), rows: z.int().nonnegative(), lastSeq: z.int().nonnegative().nullable() })),
  });

export type BackupHeader = z.infer<ReturnType<typeof headerSchema>>;

export const trailerSchema = z.object({ sha256: z.string() });
