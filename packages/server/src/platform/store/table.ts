import type { MyDataView } from '@onhook/contract';
import type { CentreId, PersonId } from '@onhook/core/ids';
import type { Kysely, RawBuilder, Selectable } from 'kysely';

/**
 * The row type of every table, by its name. Each `tables.ts` adds its own:
 *
 * @example
 * declare module '../../platform/store/table.ts' {
 *   interface Tables {
 *     debrief_note: DebriefNoteTable;
 *   }
 * }
 */
// oxlint-disable-next-line typescript/no-empty-object-type -- filled by the modules that declare tables
export interface Tables {}

/** The database, or a transaction of it. */
export type Db = Kysely<Tables>;

export type TableName = keyof Tables & string;

type NumberedByDatabase<Columns> = {
  [Name in keyof Columns]: Columns[Name] extends { readonly __insert__: number | undefined; readonly __select__: number } ? Name : never;
}[keyof Columns];

/** A row as it is read, without the column that the database numbers. */
export type Row<Name extends TableName> = Omit<Selectable<Tables[Name]>, NumberedByDatabase<Tables[Name]>>;

export type Column<Name extends TableName> = keyof Tables[Name] & string;

/** The person whose data is erased, and the name that replaces theirs where a column cannot be empty. */
export interface DataSubject {
  readonly centre: CentreId;
  readonly person: PersonId;
  readonly alias: string;
}

/** A row of the page that shows a person how much is held about them. */
export type HeldRow = keyof MyDataView['counts'];

/**
 * Kept period that the centre configures, in days; `expired` is always one day. The page about a person's data shows the others.
 */
export type RetentionPeriod = keyof MyDataView['keptDays'] | 'expired';

/**
 * How a person gets their own rows of a table. `columns`: these columns, as stored. `view`: by the feature's own view, which
 * hides what the screens hide; the feature registers it as an export part.
 */
type Export<Name extends TableName> = { readonly columns: readonly Column<Name>[] } | 'view';

/** Every row that has to stay without the person: why, and the statement that takes the person out. */
export interface Anonymise {
  readonly because: string;
  readonly anonymise: (trx: Db, subject: DataSubject) => Promise<unknown>;
}

type Ownership<Name extends TableName> =
  /** No row is about a person; `nobody` says why. */
  | { readonly owner: { readonly nobody: string }; readonly erase: 'nothing' }
  /** A row is a person's if one of these columns names them. */
  | {
      readonly owner: {
        readonly people: readonly [Column<Name>, ...Column<Name>[]];
        readonly export: Export<Name>;
        /** The page's row that counts these; none: the page shows them in another way. */
        readonly held?: HeldRow;
      };
      readonly erase: 'delete' | Anonymise;
    }
  /** A row belongs to the owner of a row of that table, and is exported with it. */
  | { readonly owner: { readonly through: TableName }; readonly erase: Anonymise };

export type Retention<Name extends TableName> =
  /** Rows stay as long as the centre; says why. */
  | { readonly forever: string }
  /** Rows go with the row of that table. */
  | { readonly with: TableName }
  /** The people in rows whose `since` is older than the period are erased, from every table. */
  | { readonly period: RetentionPeriod; readonly since: Column<Name>; readonly by: 'erasure' }
  /** Rows go when `since` (epoch milliseconds) is older than the period; `only` narrows it. */
  | { readonly period: RetentionPeriod; readonly since: Column<Name>; readonly only?: RawBuilder<boolean> }
  /** Does what is due for rows older than `before`, and returns how many rows it changed. */
  | { readonly period: RetentionPeriod; readonly run: (trx: Db, centre: CentreId, before: number) => Promise<number> };

export type Backup<Name extends TableName> = {
  /** Tables that this one refers to: a backup holds them before it. */
  readonly after: readonly TableName[];
  /** Rows let somebody in, so that a backup leaves them out unless they are asked for; the words name them on the command line. */
  readonly letsIn?: 'sessions' | 'sign-in links' | 'sign-ins under way' | 'directory tokens';
} & ([NumberedByDatabase<Tables[Name]>] extends [never]
  ? object
  : {
      /** The column that the database numbers: a restored database counts on from where the numbers had got to. */
      readonly numbered: NumberedByDatabase<Tables[Name]>;
    });

/** A day of the centre that is over, from midnight to midnight in epoch milliseconds. */
export interface PastDay {
  readonly centre: CentreId;
  readonly startAt: number;
  readonly endAt: number;
  /** Seals a value of a person under the key of this day's month. */
  sealValue(person: PersonId, purpose: string, value: string): string;
}

/** Tables that hold the sealed rows of past days, one row for each person and day. */
export type PastTable = 'past_calls' | 'past_recoveries';

/**
 * The end of a row's tie to its person after the centre's midnight. In the clear nothing may lead from a person to a recovery, an
 * offer, a reset, a call or a rating of a past day.
 */
export type AfterMidnight<Name extends TableName> =
  /** The row moves into a sealed row of its person and day. */
  | {
      readonly sealedIn: PastTable;
      /** Columns that identify a row within its centre. */
      readonly key: readonly Column<Name>[];
      /** The person of a row, and the time that decides when it is due. */
      readonly person: RawBuilder<PersonId>;
      readonly at: RawBuilder<number>;
      /** Selects the rows whose day is over at the end of this day. */
      readonly due: (day: PastDay) => RawBuilder<boolean>;
      /** `nothing`: only the sealed copy stays. Otherwise the statement that cuts what stays in the clear, among the rows that `among` selects. */
      readonly left: 'nothing' | ((trx: Db, day: PastDay, among: RawBuilder<boolean>) => Promise<unknown>);
      /** Runs once after all people of the day. */
      readonly last?: (trx: Db, day: PastDay) => Promise<unknown>;
    }
  /** The row stays its person's; the statement cuts what leads to a recovery or call. */
  | { readonly cut: (trx: Db, day: PastDay) => Promise<unknown> }
  /** The centre's runtime does it; says how. */
  | { readonly byRuntime: string };

/** Columns that lead to a recovery, an offer, a reset, a call or a rating. */
type DetailColumn = 'recovery' | 'offer' | 'reset' | 'call' | 'tap';

/** A table with a column that leads to a detail of somebody's day does not compile without a rule for after midnight. */
type Midnight<Name extends TableName> = [Extract<Column<Name>, DetailColumn>] extends [never]
  ? { readonly afterMidnight?: AfterMidnight<Name> }
  : { readonly afterMidnight: AfterMidnight<Name> };

export type TableDeclaration<Name extends TableName> = {
  readonly name: Name;
  readonly retain: Retention<Name>;
  readonly backup: Backup<Name>;
  /** Filled rows for tests, one at least. They refer to rows in the examples of the tables in `backup.after`. */
  readonly example: readonly [Row<Name>, ...Row<Name>[]];
} & Ownership<Name> &
  Midnight<Name>;

/** A declaration of any table. */
export type AnyTable = { [Name in TableName]: TableDeclaration<Name> }[TableName];

/**
 * Declares a table once. Backup order, export, erasure, retention, the counts on the page about a person's data and the example
 * rows of tests are derived from it. A declaration without `owner`, `erase` or `retain` does not compile.
 *
 * @example
 * export const carryItem = table({
 *   name: 'carry_item',
 *   owner: { people: ['person'], export: { columns: ['item', 'due_at'] }, held: 'carryItems' },
 *   erase: 'delete',
 *   retain: { period: 'resets', since: 'changed_at' },
 *   backup: { after: [] },
 *   example: [{ centre: example.centre, person: example.person, … }],
 * });
 */
export const table = <Name extends TableName>(declaration: TableDeclaration<Name>): TableDeclaration<Name> => declaration;
