import { asId, type CarryItemId, type CentreId, type PersonId } from '@onhook/core/ids';
import { sql } from 'kysely';
import { example, sqlMigration, table, type SchemaPart } from '../../platform/store/index.ts';

export interface CarryItemTable {
  centre: CentreId;
  person: PersonId;
  item: CarryItemId;
  due_at: number | null;
  done_at: number | null;
  deleted: boolean;
  changed_at: number;
}

declare module '../../platform/store/table.ts' {
  interface Tables {
    carry_item: CarryItemTable;
  }
}

const carryItem = table({
  name: 'carry_item',
  owner: { people: ['person'], export: { columns: ['item', 'person', 'due_at', 'done_at', 'deleted', 'changed_at'] }, held: 'carryItems' },
  erase: 'delete',
  retain: { period: 'resets', since: 'changed_at', only: sql`deleted or done_at is not null` },
  backup: { after: [] },
  example: [
    {
      centre: example.centre,
      person: example.person,
      item: asId<CarryItemId>('i1'),
      due_at: example.at,
      done_at: null,
      deleted: false,
      changed_at: example.at,
    },
  ],
});

/** Due and done times of the items on carry lists. The texts stay in the browser. */
export const carryTables = {
  tables: [carryItem],
  migrations: {
    // An item's text stays in the browser. A deleted item keeps its row without its times.
    '2026-11-22T0040-carry-items': sqlMigration(
      `create table carry_item (
            centre text not null,
            person text not null,
            item text not null,
            due_at bigint,
            done_at bigint,
            deleted boolean not null,
            changed_at bigint not null,
            primary key (centre, person, item)
          )`,
    ),
  },
} satisfies SchemaPart;
