import type { CentreId } from '@onhook/core/ids';
import { example, table, type SchemaPart } from '../../platform/store/index.ts';

export interface ScimTokenTable {
  centre: CentreId;
  token_hash: string;
  name: string;
  created_at: number;
  last_used_at: number | null;
  revoked_at: number | null;
}

declare module '../../platform/store/table.ts' {
  interface Tables {
    scim_token: ScimTokenTable;
  }
}

const scimToken = table({
  name: 'scim_token',
  owner: { nobody: 'a directory’s' },
  erase: 'nothing',
  retain: { forever: 'administrators revoke it; its name stays on record' },
  backup: { after: ['centre'], letsIn: 'directory tokens' },
  example: [{ centre: example.centre, token_hash: 't', name: 'directory', created_at: example.at, last_used_at: null, revoked_at: null }],
});

/** Bearer tokens of the directories that may use SCIM. */
export const scimTables = {
  tables: [scimToken],
} satisfies SchemaPart;
