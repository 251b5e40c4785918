import { z } from 'zod';
import type { Tables } from './tables.ts';

/**
 * A backup is gzip of lines of JSON: the header; for each of its tables, in its order, one line a row; and last the
 * SHA-256, in hex, of every byte before that last line. Rows are as PostgreSQL's `row_to_json` writes them.
 */
export const FORMAT = 1;

/** Every table; one that refers to another comes after it. */
export const tableNames = [
  'centre',
  'site',
  'team',
  'person',
  'team_lead',
  'stand_in',
  'line',
  'sign_in_link',
  'session',
  'frame_code',
  'identity',
  'sign_in_attempt',
  'passkey',
  'scim_token',
  'event_log',
  'call',
  'recovery',
  'ledger_entry',
  'offer',
  'offer_event',
  'reset',
  'team_phrase',
  'circle_tie',
  'carry_item',
  'audit_entry',
  'incident',
  'incident_duty',
  'signing_key',
  'debrief_request',
  'debrief_gift',
  'vault',
  'vault_item',
  'share',
  'debrief_note',
  'usual_handle_time',
  'floor_snapshot',
  'floor_owner',
] as const satisfies readonly (keyof Tables)[];

export type TableName = (typeof tableNames)[number];

/** Tables whose `seq` the database counts up. */
export const numberedTables: ReadonlySet<TableName> = new Set<TableName>(['event_log', 'ledger_entry', 'offer_event']);

/** Read first, and alone, so that a later format can be told from a damaged one. */
export const headerFormat = z.object({ onhook: z.literal('backup'), format: z.int().positive() });

export const headerSchema = headerFormat.extend({
  migrations: z.array(z.string()).min(1),
  /** `lastSeq`: where the numbers of a numbered table had got to, which rows taken out by retention may have held. */
  tables: z.array(
    z.object({ name: z.enum(tableNames), rows: z.int().nonnegative(), lastSeq: z.int().nonnegative().nullable() }),
  ),
});

export type BackupHeader = z.infer<typeof headerSchema>;

export const trailerSchema = z.object({ sha256: z.string() });
