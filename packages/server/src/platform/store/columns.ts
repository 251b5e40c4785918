import type { ColumnType, Generated, JSONColumnType } from 'kysely';

/** A jsonb column that is never null: read as what the JSON says, written as its text (see `json`). */
export type Json<Value extends object> = JSONColumnType<Value>;

/** A jsonb column that may be null and may be left out of an insert. */
export type OptionalJson = ColumnType<unknown, string | null | undefined, string | null>;

/** A column that may be null and may be left out of an insert. */
export type MayBeLeftOut<Value> = ColumnType<Value | null, Value | null | undefined, Value | null>;

/** A number that the database gives to each row, in the order of writing. */
export type Sequence = Generated<number>;
