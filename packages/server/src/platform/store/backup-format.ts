import { z } from 'zod';
import type { TableName } from './table.ts';

/**
 * A backup is gzip of lines of JSON: the header; for each of its tables, in its order, one line a row; and last the
 * SHA-256, in hex, of every byte before that last line. Rows are as PostgreSQL's `row_to_json` writes them.
 */
export const FORMAT = 1;

/** Read first, and alone, so that a later format can be told from a damaged one. */
export const headerFormat = z.object({ onhook: z.literal('backup'), format: z.int().positive() });

/** The header of a backup of a database with these tables. */
export const headerSchema = (names: readonly TableName[]) =>
  headerFormat.extend({
    migrations: z.array(z.string()).min(1),
    /** `lastSeq`: the highest number that a numbered table ever gave, also to rows that retention has deleted. */
    tables: z.array(z.object({ name: z.enum(names), rows: z.int().nonnegative(), lastSeq: z.int().nonnegative().nullable() })),
  });

export type BackupHeader = z.infer<ReturnType<typeof headerSchema>>;

export const trailerSchema = z.object({ sha256: z.string() });
