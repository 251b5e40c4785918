import { describe, expect, expectTypeOf, it } from 'vitest';
import { myDataView } from '@onhook/contract';
import { exportParts } from '../../src/features/exports.ts';
import { schema } from '../../src/features/schema.ts';
import { createSchema, type SchemaPart } from '../../src/platform/store/schema.ts';
import { table, type AnyTable, type TableDeclaration, type TableName } from '../../src/platform/store/table.ts';

const named = (name: string, after: readonly string[]): AnyTable => ({ name, backup: { after } }) as unknown as AnyTable;
/** Without the check that every table is declared. */
const create = createSchema as (parts: readonly SchemaPart[]) => ReturnType<typeof createSchema>;

describe('A table', () => {
  const whole = { name: 'carry_item', owner: { nobody: 'x' }, erase: 'nothing', retain: { forever: 'x' }, backup: { after: [] }, example: [{} as never] } as const;

  it('compiles with an owner, an erasure rule and a retention rule', () => {
    expectTypeOf<typeof whole>().toExtend<TableDeclaration<'carry_item'>>();
    expectTypeOf(table(whole)).toEqualTypeOf<TableDeclaration<'carry_item'>>();
  });

  it('does not compile without an owner, an erasure rule, a retention rule, a backup order or an example', () => {
    expectTypeOf<Omit<typeof whole, 'owner'>>().not.toExtend<TableDeclaration<'carry_item'>>();
    expectTypeOf<Omit<typeof whole, 'erase'>>().not.toExtend<TableDeclaration<'carry_item'>>();
    expectTypeOf<Omit<typeof whole, 'retain'>>().not.toExtend<TableDeclaration<'carry_item'>>();
    expectTypeOf<Omit<typeof whole, 'backup'>>().not.toExtend<TableDeclaration<'carry_item'>>();
    expectTypeOf<Omit<typeof whole, 'example'>>().not.toExtend<TableDeclaration<'carry_item'>>();
  });

  it('does not compile with rows of people that an erasure leaves as they are', () => {
    type Owned = { readonly people: readonly ['person']; readonly export: 'view' };
    expectTypeOf<Omit<typeof whole, 'owner'> & { owner: Owned }>().not.toExtend<TableDeclaration<'carry_item'>>();
    expectTypeOf<Omit<typeof whole, 'owner' | 'erase'> & { owner: Owned; erase: 'delete' }>().toExtend<TableDeclaration<'carry_item'>>();
  });

  it('does not compile with an owner or a retention column that it does not have', () => {
    type Elsewhere = Omit<typeof whole, 'retain'> & { retain: { period: 'resets'; since: 'sent_at' } };
    expectTypeOf<Elsewhere>().not.toExtend<TableDeclaration<'carry_item'>>();
    type Nobodys = Omit<typeof whole, 'owner' | 'erase'> & { owner: { people: readonly ['asker']; export: 'view' }; erase: 'delete' };
    expectTypeOf<Nobodys>().not.toExtend<TableDeclaration<'carry_item'>>();
  });

  it('does not compile with a column that leads to a recovery, an offer, a reset, a call or a rating, and no rule for after midnight', () => {
    type Cut = TableDeclaration<'debrief_gift'>;
    expectTypeOf<Omit<Cut, 'afterMidnight'>>().not.toExtend<Cut>();
    expectTypeOf<Omit<TableDeclaration<'call'>, 'afterMidnight'>>().not.toExtend<TableDeclaration<'call'>>();
  });

  it('does not compile in a schema that leaves out the declaration of a row type', () => {
    type Parts = readonly [{ readonly tables: readonly [{ readonly name: 'centre' }] }];
    type Parameter = Parameters<typeof createSchema<Parts>>[0];
    expectTypeOf<Parts>().not.toExtend<Parameter>();
    type Whole = readonly [{ readonly tables: readonly { readonly name: TableName }[] }];
    expectTypeOf<Whole>().toExtend<Parameters<typeof createSchema<Whole>>[0]>();
  });
});

describe('A schema', () => {
  it('puts a table after those it refers to', () => {
    const { names } = create([{ tables: [named('c', ['b']), named('b', ['a']), named('a', [])] as never }]);
    expect(names).toEqual(['a', 'b', 'c']);
    for (const { name, backup } of schema.tables) {
      for (const referred of backup.after) expect(schema.names.indexOf(referred), `${referred} before ${name}`).toBeLessThan(schema.names.indexOf(name));
    }
  });

  it('refuses a circle, a table declared twice and a reference to nothing', () => {
    expect(() => create([{ tables: [named('a', ['b']), named('b', ['a'])] as never }])).toThrow('in a circle');
    expect(() => create([{ tables: [named('a', [])] as never }, { tables: [named('a', [])] as never }])).toThrow('declared twice');
    expect(() => create([{ tables: [named('a', ['z'])] as never }])).toThrow('not declared');
  });

  it('has each migration once, in the order of the times in their names', () => {
    const migrations = Object.keys(schema.migrations);
    expect(migrations).toEqual(migrations.toSorted());
    expect(migrations.length).toBeGreaterThanOrEqual(15);
  });
});

describe('The export', () => {
  it('has one part for every table that is exported by a view', () => {
    const byView = schema.tables.filter(({ owner }) => 'export' in owner && owner.export === 'view').map(({ name }) => name);
    expect(exportParts.flatMap(({ tables }) => [...tables]).toSorted()).toEqual(byView.toSorted());
  });

  it('has a table or a part for every count on the page of what is held, but for the taps', () => {
    const counted = schema.tables.flatMap(({ owner }) => ('held' in owner && owner.held ? [owner.held] : []));
    const shown = Object.keys(myDataView.shape.counts.shape).filter((row) => row !== 'hardTaps');
    expect(counted.toSorted()).toEqual(shown.toSorted());
  });
});
