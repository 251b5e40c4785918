import type { AuditAction, AuditActor, Role } from '@onhook/contract';
import type { CentreId } from '@onhook/core/ids';
import { beginning, hashOf } from './chain.ts';
import { example, table, type SchemaPart } from '../store/index.ts';

/** Deed with another person's data. The hash of each row covers the hash of the row before it. */
export interface AuditEntryTable {
  centre: CentreId;
  /** Number of the row, without gaps within its centre. */
  seq: number;
  at: number;
  /** Mark of the person who did it; null when they are not a person of the centre. */
  actor: string | null;
  acted_as: Role | AuditActor;
  deed: AuditAction;
  /** Mark of the person it is about; null for everyone in the centre. */
  about: string | null;
  hash: string;
}

declare module '../store/table.ts' {
  interface Tables {
    audit_entry: AuditEntryTable;
  }
}

const first = { centre: example.centre, seq: 1, at: example.at, actor: null, acted_as: 'command-line', deed: 'link-made', about: 'mark-of-ada' } as const;

const auditEntry = table({
  name: 'audit_entry',
  owner: { nobody: 'people are named by pseudonyms, and the pseudonym of an erased person leads to nobody, so the chain stays whole' },
  erase: 'nothing',
  retain: { forever: 'a chain without its beginning proves nothing' },
  backup: { after: [] },
  example: [{ ...first, hash: hashOf(beginning, first) }],
});

/** The audit log. */
export const auditTables = {
  tables: [auditEntry],
} satisfies SchemaPart;
