import { asId, type CentreId, type PersonId, type ShareId } from '@onhook/core/ids';
import { example, sqlMigration, table, type SchemaPart } from '../../platform/store/index.ts';

/** Data that a browser encrypted, in base64url. The server has no key to it. */
type SealedText = string;

export interface VaultTable {
  centre: CentreId;
  person: PersonId;
  keys_version: number;
  keys: SealedText;
  /** Signed public keys of the person. */
  card: string;
  head_version: number;
  /** Encrypted list of all items (the manifest); null before the first write. */
  head: SealedText | null;
  changed_at: number;
}

export interface VaultItemTable {
  centre: CentreId;
  person: PersonId;
  item: string;
  version: number;
  sealed: SealedText;
  size: number;
  /** Version of the list with which the item was written. */
  head_version: number;
}

export interface ShareTable {
  centre: CentreId;
  share: ShareId;
  sender: PersonId;
  recipient: PersonId;
  purpose: 'feedback-question' | 'feedback-answer' | 'debrief-note';
  answers: ShareId | null;
  /** Null once the share has been taken back. */
  sealed: SealedText | null;
  sent_at: number;
  opened_at: number | null;
  taken_back_at: number | null;
}

declare module '../../platform/store/table.ts' {
  interface Tables {
    vault: VaultTable;
    vault_item: VaultItemTable;
    share: ShareTable;
  }
}

const vault = table({
  name: 'vault',
  owner: { people: ['person'], export: { columns: ['person', 'keys_version', 'card', 'head_version', 'changed_at'] } },
  erase: 'delete',
  retain: { forever: 'its person deletes it' },
  backup: { after: [] },
  example: [
    {
      centre: example.centre,
      person: example.person,
      keys_version: 1,
      keys: 'sealed',
      card: 'card',
      head_version: 1,
      head: 'sealed',
      changed_at: example.at,
    },
  ],
});

const vaultItem = table({
  name: 'vault_item',
  owner: { people: ['person'], export: { columns: ['person', 'item', 'version', 'size', 'head_version'] } },
  erase: 'delete',
  retain: { with: 'vault' },
  backup: { after: ['vault'] },
  example: [{ centre: example.centre, person: example.person, item: 'n1', version: 1, sealed: 'sealed', size: 6, head_version: 1 }],
});

const share = table({
  name: 'share',
  owner: { people: ['sender', 'recipient'], export: 'view', held: 'shares' },
  erase: 'delete',
  retain: { period: 'shares', since: 'sent_at' },
  backup: { after: [] },
  example: [
    {
      centre: example.centre,
      share: asId<ShareId>('s1'),
      sender: example.person,
      recipient: example.other,
      purpose: 'debrief-note',
      answers: null,
      sealed: 'sealed',
      sent_at: example.at,
      opened_at: null,
      taken_back_at: null,
    },
  ],
});

/** Vaults, their items, and the shares sent from them. */
export const vaultTables = {
  tables: [vault, vaultItem, share],
  migrations: {
    // Browsers encrypt all content, and the server stores it as base64url. A share that is taken back keeps its row without its content.
    '2026-11-22T0350-vault': sqlMigration(
      `create table vault (
            centre text not null,
            person text not null,
            keys_version bigint not null,
            keys text not null,
            card text not null,
            head_version bigint not null,
            head text,
            changed_at bigint not null,
            primary key (centre, person)
          );
          create table vault_item (
            centre text not null,
            person text not null,
            item text not null,
            version bigint not null,
            sealed text not null,
            size bigint not null,
            head_version bigint not null,
            primary key (centre, person, item),
            foreign key (centre, person) references vault (centre, person) on delete cascade
          );
          create table share (
            centre text not null,
            share text not null,
            sender text not null,
            recipient text not null,
            purpose text not null,
            answers text,
            sealed text,
            sent_at bigint not null,
            opened_at bigint,
            taken_back_at bigint,
            primary key (centre, share)
          );
          create index share_of_sender on share (centre, sender);
          create index share_of_recipient on share (centre, recipient);`,
    ),
  },
} satisfies SchemaPart;
