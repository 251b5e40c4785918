import { sql } from 'kysely';
import type { Db } from './table.ts';

/** Taken by connections whose own user passes by row security, as every superuser does. */
const ownRole = 'onhook_app';

/** Lets this transaction, which has to be the owner's, take people out of append-only tables. */
export const allowErasure = async (trx: Db): Promise<void> => {
  await sql`set local onhook.taking_out = 'on'`.execute(trx);
};

/** No centre is called this: what the owner of the tables asks for by name when all of them are meant. */
export const everyCentre = '*';

// Processes that start at once take turns.
const lock = sql`select pg_advisory_xact_lock(hashtext('onhook row security'))`;

interface CentreTable {
  readonly name: string;
  readonly guarded: boolean;
  /** Triggers refuse changes of its rows as well. */
  readonly append_only: boolean;
}

/** Every table there is with a centre in its rows. */
const centreTables = async (trx: Db): Promise<readonly CentreTable[]> => {
  const { rows } = await sql<CentreTable>`
    select c.relname as name,
      c.relrowsecurity and c.relforcerowsecurity
        and exists (select from pg_policy where polrelid = c.oid and polname = 'one_centre') as guarded,
      exists (select from pg_trigger where tgrelid = c.oid and tgname = 'append_only') as append_only
    from pg_class c
    where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p')
      and exists (select from pg_attribute where attrelid = c.oid and attname = 'centre' and not attisdropped)
    order by c.relname`.execute(trx);
  return rows;
};

/**
 * Puts every table with a centre under row security: a connection sees and writes the rows of the centre that it is set
 * to, one that is set to none has none, and the tables' owner too has all of them only by asking for `everyCentre`.
 */
export const guardRows = (db: Db): Promise<void> =>
  db.transaction().execute(async (trx) => {
    await lock.execute(trx);
    for (const { name } of (await centreTables(trx)).filter(({ guarded }) => !guarded)) {
      const table = sql.table(name);
      // As a subquery it is read once a statement, not once a row.
      const setting = sql`(select current_setting('onhook.centre', true))`;
      const here = sql`centre = ${setting}`;
      const everywhere = sql`${setting} = ${sql.lit(everyCentre)}`;
      await sql`alter table ${table} enable row level security, force row level security`.execute(trx);
      await sql`create policy one_centre on ${table} using (${here}) with check (${here})`.execute(trx);
      await sql`create policy every_centre on ${table} to current_user using (${everywhere}) with check (${everywhere})`.execute(trx);
    }
  });

export interface DatabaseUser {
  readonly name: string;
  /** Row security does not hold for them. */
  readonly passes: boolean;
}

export const userOf = async (db: Db): Promise<DatabaseUser> => {
  const { rows } = await sql<DatabaseUser>`
    select rolname as name, rolsuper or rolbypassrls as passes from pg_roles where rolname = current_user`.execute(db);
  const [user] = rows;
  if (!user) throw new Error('the database does not know its own user');
  return user;
};

const grant = async (trx: Db, to: string): Promise<void> => {
  const { rows } = await sql<{ schema: string }>`select current_schema() as schema`.execute(trx);
  for (const { schema } of rows) await sql`grant usage on schema ${sql.ref(schema)} to ${sql.ref(to)}`.execute(trx);
  for (const { name, append_only } of await centreTables(trx)) {
    // Old events are taken out by retention; what else is append-only stays.
    const verbs = append_only ? (name === 'event_log' ? 'select, insert, delete' : 'select, insert') : 'select, insert, update, delete';
    await sql`grant ${sql.raw(verbs)} on ${sql.table(name)} to ${sql.ref(to)}`.execute(trx);
  }
};

/**
 * Makes the rights of those who serve a centre: `user`, if they are not the owner and row security holds for them, or a
 * role of ours that they are to take. Says which role to take; null: none.
 */
export const grantRights = async (owner: Db, user: DatabaseUser): Promise<string | null> => {
  const { name: ownerName } = await userOf(owner);
  if (!user.passes && user.name === ownerName) return null;
  const role = user.passes ? ownRole : user.name;
  await owner.transaction().execute(async (trx) => {
    await lock.execute(trx);
    if (user.passes) {
      // Roles are shared by all databases of a server, and two may be at this at once.
      await sql
        .raw(`do $$ begin create role ${ownRole} nologin; exception when duplicate_object or unique_violation then null; end $$`)
        .execute(trx);
    }
    await grant(trx, role);
  });
  return user.passes ? ownRole : null;
};
