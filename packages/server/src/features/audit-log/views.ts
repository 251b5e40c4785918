import type { AuditAction, AuditLogEntry } from '@onhook/contract';
import { csvFile } from '@onhook/core/csv';
import type { AuditRowWithNames } from './queries.ts';

/**
 * Actions whose entries show the person that they are about: work on accounts, teams and lines. All other actions reveal that an agent
 * asked for something, shared something or released an incident, so an administrator does not see which agent it was.
 */
export const actionsWithName: readonly AuditAction[] = [
  'line-matched',
  'line-released',
  'person-changed',
  'link-made',
  'person-erased',
  'people-imported',
  'directory-changed',
  'provider-changed',
  'team-changed',
];

const aboutOf = ({ about, about_name: name, deed }: AuditRowWithNames): AuditLogEntry['about'] => {
  if (about === null) return { kind: 'everybody' };
  if (!actionsWithName.includes(deed)) return { kind: 'hidden' };
  // The name is empty once the person has been erased.
  return name ? { kind: 'person', name } : { kind: 'gone' };
};

/** Presents an entry of the audit log to an administrator. */
export const toAuditLogEntry = (row: AuditRowWithNames): AuditLogEntry => ({
  seq: row.seq,
  at: row.at,
  by: row.actor_name || null,
  as: row.acted_as,
  deed: row.deed,
  about: aboutOf(row),
});

/** Formats entries as a CSV file, with the columns of the page and the hash that links the entries into a chain. */
export const auditLogCsv = (rows: readonly AuditRowWithNames[]): string =>
  csvFile([
    ['seq', 'at', 'by', 'as', 'deed', 'about', 'hash'],
    ...rows.map((row) => {
      const { seq, at, by, as, deed, about } = toAuditLogEntry(row);
      return [String(seq), new Date(at).toISOString(), by ?? '', as, deed, about.kind === 'person' ? about.name : about.kind, row.hash];
    }),
  ]);
