import { createHmac } from 'node:crypto';
import type { CentreId, PersonId, SourceId } from '@onhook/core/ids';
import type { Db, PastTable } from '../store/index.ts';
import { fingerprintOf, type Month, type MonthKeys } from './keys.ts';
import { openText, pseudonymOf, sealText, type SealedFor } from './seal.ts';

/** Thrown when this server's key of a month is not the one that sealed the centre's past days. */
export class OtherMonthKey extends Error {
  override readonly name = 'OtherMonthKey';

  constructor(month: Month) {
    super(
      `the key of ${month} for past days is not the one that this database was written with: give this server the same key (see "past days" in docs/running.md), or run "onhook new-day-key" if the key is lost`,
    );
  }
}

/** Rows by table, as JSON has them. */
export type RowsByTable = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

/** Sealed rows of one day, by table. */
interface DayDocument {
  readonly version: 1;
  readonly tables: RowsByTable;
}

export interface PastDaysParts {
  readonly centre: CentreId;
  readonly keys: MonthKeys;
  /** Month of a time in the centre's zone. */
  readonly monthOf: (at: number) => Month;
  /** The centre's last midnight at or before a time. */
  readonly dayStartOf: (at: number) => number;
  readonly now: () => number;
}

const pastTables: readonly PastTable[] = ['past_calls', 'past_recoveries'];
const sealedPrefix = 'sealed:';

/** Seals the rows of past days under the keys of their months, and opens them for their person. */
export class PastDays {
  readonly #parts: PastDaysParts;
  readonly #known = new Map<Month, Buffer>();

  constructor(parts: PastDaysParts) {
    this.#parts = parts;
  }

  /**
   * Returns the key of a month that all servers of this database use. The first one registers its own.
   *
   * @throws OtherMonthKey when this server has another key, or none any more
   */
  async requireKey(db: Db, month: Month): Promise<Buffer> {
    const { centre, keys } = this.#parts;
    const registered = await this.#fingerprint(db, month);
    const own = registered === undefined ? keys.make(month) : keys.find(month);
    if (!own) throw new OtherMonthKey(month);
    if (registered === undefined) {
      await db
        .insertInto('month_key')
        .values({ centre, month, fingerprint: fingerprintOf(own) })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
    if ((await this.#fingerprint(db, month)) !== fingerprintOf(own)) throw new OtherMonthKey(month);
    this.#known.set(month, own);
    return own;
  }

  /** Requires the key of the month of a time. */
  keyAt(db: Db, at: number): Promise<Buffer> {
    return this.requireKey(db, this.#parts.monthOf(at));
  }

  /** Registers this server's keys in place of those that it doesn't have. Returns the months whose days can't be opened any more. */
  async replaceLostKeys(db: Db): Promise<Month[]> {
    const { centre, keys } = this.#parts;
    const rows = await db.selectFrom('month_key').selectAll().where('centre', '=', centre).orderBy('month').execute();
    const lost = rows.filter(({ month, fingerprint }) => {
      const own = keys.find(month);
      return own === null || fingerprintOf(own) !== fingerprint;
    });
    for (const { month } of lost) await db.deleteFrom('month_key').where('centre', '=', centre).where('month', '=', month).execute();
    return lost.map(({ month }) => month);
  }

  /** Name of a person's sealed row of one day. */
  pseudonymOn(key: Buffer, table: PastTable, dayAt: number, person: PersonId): string {
    return pseudonymOf(key, this.#sealedFor(table, dayAt, person));
  }

  /**
   * Adds rows to the sealed row of a person and day. A row with the identity of one that is there replaces it.
   *
   * @param keysOf columns that identify a row, by table
   */
  async addRows(trx: Db, table: PastTable, dayAt: number, person: PersonId, rows: RowsByTable, keysOf: (name: string) => readonly string[]): Promise<void> {
    const { centre, monthOf } = this.#parts;
    const month = monthOf(dayAt);
    const key = this.#known.get(month);
    if (!key) throw new Error(`the key of ${month} has not been required`);
    const owner = this.pseudonymOn(key, table, dayAt, person);
    const sealedFor = this.#sealedFor(table, dayAt, person);
    const stored = await trx.selectFrom(table).select('sealed').where('centre', '=', centre).where('owner', '=', owner).forUpdate().executeTakeFirst();
    const before = stored ? (JSON.parse(openText(key, sealedFor, stored.sealed)) as DayDocument).tables : {};
    const merged = Object.fromEntries(
      [...new Set([...Object.keys(before), ...Object.keys(rows)])].map((name) => {
        const identityOf = (row: Readonly<Record<string, unknown>>): string => JSON.stringify(keysOf(name).map((column) => row[column]));
        const all = [...(before[name] ?? []), ...(rows[name] ?? [])];
        return [name, [...new Map(all.map((row) => [identityOf(row), row])).values()]];
      }),
    );
    const document: DayDocument = { version: 1, tables: merged };
    const sealed = sealText(key, sealedFor, JSON.stringify(document), 'day');
    await trx
      .insertInto(table)
      .values({ centre, owner, day_at: dayAt, month, sealed })
      .onConflict((conflict) => conflict.columns(['centre', 'owner']).doUpdateSet({ sealed }))
      .execute();
  }

  /** Opens the rows of a person's past days from `fromAt` on, oldest day first. Days whose key is gone are missing. */
  async rowsOf(db: Db, person: PersonId, fromAt = 0): Promise<RowsByTable> {
    const { centre } = this.#parts;
    const rows: Record<string, Readonly<Record<string, unknown>>[]> = {};
    for (const table of pastTables) {
      const names = await this.#pseudonymsOf(db, table, person, fromAt);
      if (names.size === 0) continue;
      const found = await db.selectFrom(table).selectAll().where('centre', '=', centre).where('owner', 'in', [...names.keys()]).orderBy('day_at').execute();
      for (const { owner, day_at: dayAt, sealed } of found) {
        const key = names.get(owner);
        if (!key) continue;
        const document = JSON.parse(openText(key, this.#sealedFor(table, dayAt, person), sealed)) as DayDocument;
        for (const [name, more] of Object.entries(document.tables)) (rows[name] ??= []).push(...more);
      }
    }
    return rows;
  }

  /** Deletes the sealed rows of a person, as far as this server has their keys. */
  async erase(trx: Db, person: PersonId): Promise<void> {
    const { centre } = this.#parts;
    for (const table of pastTables) {
      const names = [...(await this.#pseudonymsOf(trx, table, person, 0)).keys()];
      if (names.length > 0) await trx.deleteFrom(table).where('centre', '=', centre).where('owner', 'in', names).execute();
    }
  }

  /** Seals one value of a row that stays its person's. */
  sealValue(dayAt: number, person: PersonId, purpose: string, value: string): string {
    const month = this.#parts.monthOf(dayAt);
    const key = this.#known.get(month);
    if (!key) throw new Error(`the key of ${month} has not been required`);
    return `${sealedPrefix}${month}:${sealText(key, { centre: this.#parts.centre, person, purpose }, value, 'value').toString('base64url')}`;
  }

  /** Opens a value that {@link sealValue} made; a value in the clear stays as it is. Null when the key is gone. */
  openValue(person: PersonId, purpose: string, value: string): string | null {
    if (!value.startsWith(sealedPrefix)) return value;
    const [month = '', sealed = ''] = value.slice(sealedPrefix.length).split(':');
    const key = this.#find(month);
    if (!key) return null;
    try {
      return openText(key, { centre: this.#parts.centre, person, purpose }, Buffer.from(sealed, 'base64url'));
    } catch {
      return null;
    }
  }

  /** Hash that replaces an event's identifier once its day is over; null for an event of today. */
  eventId({ source, id, at }: { readonly source: SourceId; readonly id: string; readonly at: number }): string | null {
    const { centre, dayStartOf, monthOf, now } = this.#parts;
    if (at >= dayStartOf(now())) return null;
    const key = this.#find(monthOf(at));
    return key && createHmac('sha256', key).update(JSON.stringify(['event', centre, source, id])).digest('base64url').slice(0, 22);
  }

  /** Deletes the keys of months whose rows retention has deleted. */
  forgetKeysBefore(at: number): void {
    this.#parts.keys.deleteBefore(this.#parts.monthOf(at));
  }

  #find(month: Month): Buffer | null {
    const known = this.#known.get(month);
    if (known) return known;
    const key = this.#parts.keys.find(month);
    if (key) this.#known.set(month, key);
    return key;
  }

  #sealedFor(table: PastTable, dayAt: number, person: PersonId): SealedFor {
    return { centre: this.#parts.centre, person, purpose: `${table} ${dayAt}` };
  }

  async #fingerprint(db: Db, month: Month): Promise<string | undefined> {
    const row = await db.selectFrom('month_key').select('fingerprint').where('centre', '=', this.#parts.centre).where('month', '=', month).executeTakeFirst();
    return row?.fingerprint;
  }

  /** The names under which a person's days may be stored, each with the key of its month. */
  async #pseudonymsOf(db: Db, table: PastTable, person: PersonId, fromAt: number): Promise<ReadonlyMap<string, Buffer>> {
    const days = await db.selectFrom(table).select(['day_at', 'month']).distinct().where('centre', '=', this.#parts.centre).where('day_at', '>=', fromAt).execute();
    return new Map(
      days.flatMap(({ day_at: dayAt, month }) => {
        const key = this.#find(month);
        return key ? [[this.pseudonymOn(key, table, dayAt, person), key] as const] : [];
      }),
    );
  }
}
