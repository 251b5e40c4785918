import type { Selectable } from 'kysely';
import type { CentreId, PersonId } from '@onhook/core/ids';
import { inBatches, putRows, type Db, type Tables } from '../../platform/store/index.ts';

export type VaultRow = Selectable<Tables['vault']>;
export type VaultItemRow = Pick<Selectable<Tables['vault_item']>, 'item' | 'version' | 'sealed'>;

/** Largest size of a person's vault, in bytes of base64url. */
const maxBytesPerPerson = 96 * 1024 * 1024;

/** Reads a consistent state of the vault, with the items written after head version `since`. */
export const readVaultOf = (db: Db, centre: CentreId, person: PersonId, since: number): Promise<{ vault: VaultRow; items: VaultItemRow[] } | null> =>
  db.transaction().execute(async (trx) => {
    const vault = await trx
      .selectFrom('vault')
      .selectAll()
      .where('centre', '=', centre)
      .where('person', '=', person)
      // The lock makes writers wait, so that the list and the items are of the same version.
      .forShare()
      .executeTakeFirst();
    if (!vault) return null;
    const items = await trx
      .selectFrom('vault_item')
      .select(['item', 'version', 'sealed'])
      .where('centre', '=', centre)
      .where('person', '=', person)
      .where('head_version', '>', since)
      .orderBy('item')
      .execute();
    return { vault, items };
  });

interface NewKeys {
  readonly centre: CentreId;
  readonly person: PersonId;
  readonly version: number;
  readonly keys: string;
  readonly card: string;
  /** The next list of all items, encrypted with a new master key; null when the master key is unchanged. */
  readonly head: { readonly version: number; readonly sealed: string } | null;
  readonly at: number;
}

/** Stores new keys, and with a new master key the list of all items. False when a stored version is not the previous one, or the public keys differ. */
export const putKeysOf = async (db: Db, { centre, person, version, keys, card, head, at }: NewKeys): Promise<boolean> => {
  if (version === 1) {
    if (head !== null) return false;
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('vault')
      .values({ centre, person, keys_version: 1, keys, card, head_version: 0, head: null, changed_at: at })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow();
    return numInsertedOrUpdatedRows === 1n;
  }
  let update = db
    .updateTable('vault')
    .set({ keys_version: version, keys, changed_at: at, ...(head && { head: head.sealed, head_version: head.version }) })
    .where('centre', '=', centre)
    .where('person', '=', person)
    .where('keys_version', '=', version - 1)
    .where('card', '=', card);
  if (head) update = update.where('head_version', '=', head.version - 1);
  const { numUpdatedRows } = await update.executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
};

interface VaultChange {
  readonly keysVersion: number;
  readonly head: { readonly version: number; readonly sealed: string };
  readonly put: readonly VaultItemRow[];
  readonly deleted: readonly string[];
  readonly at: number;
}

export type VaultWritten = 'written' | 'not-found' | 'other-version' | 'full';

/** Rolls the transaction back. */
class VaultFull extends Error {}

/** Writes items and the list of all items, provided that the stored list has the previous version and the stored keys have `keysVersion`. */
export const writeVaultOf = async (db: Db, centre: CentreId, person: PersonId, { keysVersion, head, put, deleted, at }: VaultChange): Promise<VaultWritten> => {
  try {
    return await db.transaction().execute(async (trx) => {
      const { numUpdatedRows } = await trx
        .updateTable('vault')
        .set({ head: head.sealed, head_version: head.version, changed_at: at })
        .where('centre', '=', centre)
        .where('person', '=', person)
        .where('head_version', '=', head.version - 1)
        .where('keys_version', '=', keysVersion)
        .executeTakeFirstOrThrow();
      if (numUpdatedRows === 0n) {
        const vault = await trx.selectFrom('vault').select('person').where('centre', '=', centre).where('person', '=', person).executeTakeFirst();
        return vault ? 'other-version' : 'not-found';
      }
      await inBatches(deleted, (batch) =>
        trx.deleteFrom('vault_item').where('centre', '=', centre).where('person', '=', person).where('item', 'in', batch).execute(),
      );
      const rows = put.map(({ item, version, sealed }) => ({ centre, person, item, version, sealed, size: sealed.length, head_version: head.version }));
      await putRows(trx, 'vault_item', rows, { on: ['centre', 'person', 'item'], keep: 'new' });
      const { bytes } = await trx
        .selectFrom('vault_item')
        .select(({ fn }) => fn.sum<string | null>('size').as('bytes'))
        .where('centre', '=', centre)
        .where('person', '=', person)
        .executeTakeFirstOrThrow();
      if (Number(bytes) > maxBytesPerPerson) throw new VaultFull();
      return 'written';
    });
  } catch (error) {
    if (error instanceof VaultFull) return 'full';
    throw error;
  }
};

/** Deletes a vault, and takes back all shares that the person sent. */
export const deleteVaultOf = (db: Db, centre: CentreId, person: PersonId, at: number): Promise<void> =>
  db.transaction().execute(async (trx) => {
    await trx.deleteFrom('vault').where('centre', '=', centre).where('person', '=', person).execute();
    await trx
      .updateTable('share')
      .set({ sealed: null, taken_back_at: at })
      .where('centre', '=', centre)
      .where('sender', '=', person)
      .where('taken_back_at', 'is', null)
      .execute();
  });
