import { sql } from 'kysely';
import type { Db } from './table.ts';

/** Role for connections whose own user bypasses row security, as every superuser does. */
const ownRole = 'onhook_app';

/** Allows this transaction, which must be the owner's, to remove people from append-only tables. */
export const allowErasure = async (trx: Db): Promise<void> => {
  await sql`set local onhook.taking_out = 'on'`.execute(trx);
};

/** Name with which the owner of the tables asks for the rows of all centres. No centre has this name. */
export const everyCentre = '*';

// Processes that start at the same time take turns.
const lock = sql`select pg_advisory_xact_lock(hashtext('onhook row security'))`;

interface CentreTable {
  readonly name: string;
  readonly guarded: boolean;
  /** True when triggers refuse changes of its rows as well. */
  readonly append_only: boolean;
}

/** Lists all tables whose rows have a centre. */
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
 * Puts every table with a centre under row security. A connection sees and writes only the rows of the centre that it is set
 * to, and no rows when it is set to none. The tables' owner, too, gets all rows only by asking for `everyCentre`.
 */
export const guardRows = (db: Db): Promise<void> =>
  db.transaction().execute(async (trx) => {
    await lock.execute(trx);
    for (const { name } of (await centreTables(trx)).filter(({ guarded }) => !guarded)) {
      const table = sql.table(name);
      // A subquery is evaluated once for each statement, not once for each row.
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
  /** True when row security does not apply to the user. */
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
    // Retention deletes old events; rows of the other append-only tables stay.
    const verbs = append_only ? (name === 'event_log' ? 'select, insert, delete' : 'select, insert') : 'select, insert, update, delete';
    await sql`grant ${sql.raw(verbs)} on ${sql.table(name)} to ${sql.ref(to)}`.execute(trx);
  }
};

/**
 * Grants the rights for serving a centre: to a role of Onhook's own if `user` bypasses row security, else to `user`, unless
 * they are the owner, who needs no grant. Returns the role that connections must take; null when they keep their user.
 */
export const grantRights = async (owner: Db, user: DatabaseUser): Promise<string | null> => {
  const { name: ownerName } = await userOf(owner);
  if (!user.passes && user.name === ownerName) return null;
  const role = user.passes ? ownRole : user.name;
  await owner.transaction().execute(async (trx) => {
    await lock.execute(trx);
    if (user.passes) {
      // All databases of a PostgreSQL server share its roles, so two processes may create the role at the same time.
      await sql
        .raw(`do $$ begin create role ${ownRole} nologin; exception when duplicate_object or unique_violation then null; end $$`)
        .execute(trx);
    }
    await grant(trx, role);
  });
  return user.passes ? ownRole : null;
};
