import { sql } from 'kysely';
import type { CentreId, PersonId } from '@onhook/core/ids';
import type { Policy } from '@onhook/core/floor';
import type { Clock } from '@onhook/phones/port';
import type { Logger } from 'pino';
import type { Config } from '../platform/config/index.ts';
import type { PastDays, RowsByTable } from '../platform/past-days/index.ts';
import { allowErasure, type AfterMidnight, type AnyTable, type Db, type PastDay, type PastTable, type Store } from '../platform/store/index.ts';
import type { CentreDay } from './centre-day.ts';
import type { CentreRuntime } from './runtime.ts';

export interface ClosingParts {
  readonly centre: CentreId;
  readonly clock: Clock;
  readonly config: Pick<Config, 'keepDays' | 'logDays'>;
  readonly day: CentreDay;
  readonly log: Pick<Logger, 'info'>;
  readonly pastDays: PastDays;
  readonly runtime: Pick<CentreRuntime, 'closeLog' | 'mustOwn'>;
  readonly store: Store;
}

const hourMs = 3_600_000;
const peopleAtATime = 20;

/** True when the day before `dayStartAt` can be closed: its last calls can't be rated any more. */
export const pastDayIsDue = (dayStartAt: number, now: number, { tapWindowMs }: Pick<Policy, 'tapWindowMs'>): boolean => now >= dayStartAt + tapWindowMs + 2 * 60_000;

type Rule = AfterMidnight<never> & { readonly name: string };
type SealedRule = Extract<Rule, { sealedIn: PastTable }>;

/** Rules of the tables, each before those of the tables that it refers to. */
const rulesOf = (tables: readonly AnyTable[]): Rule[] =>
  tables.toReversed().flatMap(({ name, afterMidnight }) => (afterMidnight ? [{ ...(afterMidnight as AfterMidnight<never>), name }] : []));

const isSealed = (rule: Rule): rule is SealedRule => 'sealedIn' in rule;

/** Time of the oldest row that may be due; null when there is none. */
const oldestOf = async (db: Db, centre: CentreId, rules: readonly SealedRule[]): Promise<number | null> => {
  const oldest = rules.map(({ name, at }) => sql`select min(${at}) as at from ${sql.table(name)} where centre = ${centre}`);
  const { rows } = await sql<{ at: number | null }>`select min(at) as at from (${sql.join(oldest, sql` union all `)}) as oldest`.execute(db);
  return rows[0]?.at ?? null;
};

const peopleDue = async (db: Db, rules: readonly SealedRule[], day: PastDay): Promise<PersonId[]> => {
  const due = rules.map((rule) => sql`select ${rule.person} as person from ${sql.table(rule.name)} where centre = ${day.centre} and ${rule.due(day)}`);
  const { rows } = await sql<{ person: PersonId }>`
    select distinct due.person from (${sql.join(due, sql` union all `)}) as due
    join person on person.centre = ${day.centre} and person.person = due.person`.execute(db);
  return rows.map(({ person }) => person);
};

interface DueRow {
  readonly person: PersonId;
  readonly row: Readonly<Record<string, unknown>>;
}

const sealPeople = async (trx: Db, { pastDays }: ClosingParts, rules: readonly SealedRule[], day: PastDay, people: readonly PersonId[]): Promise<void> => {
  const found = new Map<PastTable, Map<PersonId, Record<string, DueRow['row'][]>>>();
  for (const rule of rules) {
    const { name, person, sealedIn, left } = rule;
    const among = sql<boolean>`${rule.due(day)} and ${person} = any(${[...people]}::text[])`;
    const theirs = sql`${sql.table(name)} where centre = ${day.centre} and ${among}`;
    // The name of a table may be that of one of its columns too.
    const row = sql`${person} as person, (select row_to_json(whole) from (select ${sql.table(name)}.*) as whole) as row`;
    const { rows } = await (left === 'nothing' ? sql<DueRow>`delete from ${theirs} returning ${row}` : sql<DueRow>`select ${row} from ${theirs}`).execute(trx);
    if (left !== 'nothing') await left(trx, day, among);
    const byPerson = found.get(sealedIn) ?? new Map<PersonId, Record<string, DueRow['row'][]>>();
    found.set(sealedIn, byPerson);
    for (const one of rows) {
      const tables = byPerson.get(one.person) ?? {};
      byPerson.set(one.person, tables);
      (tables[name] ??= []).push(one.row);
    }
  }
  const keysOf = (table: string): readonly string[] => rules.find(({ name }) => name === table)?.key ?? [];
  for (const [table, byPerson] of found) {
    // The people come in the order of their pseudonyms, so that the order of the rows says nothing.
    for (const person of people) {
      const rows: RowsByTable | undefined = byPerson.get(person);
      if (rows) await pastDays.addRows(trx, table, day.startAt, person, rows, keysOf);
    }
  }
};

/**
 * Closes one day: cuts what stays, seals the rows of its people, and folds the ledger. The steps are in transactions of their own, so
 * that no number of a transaction joins a person's line in the ledger to their sealed row.
 */
const closeDay = async (parts: ClosingParts, rules: readonly Rule[], day: PastDay): Promise<number> => {
  const { store, runtime, pastDays } = parts;
  const inTransaction = (work: (trx: Db) => Promise<unknown>): Promise<void> =>
    store.asOwner((owner) =>
      owner.transaction().execute(async (trx) => {
        await runtime.mustOwn(trx);
        await allowErasure(trx);
        await work(trx);
      }),
    );
  const key = await pastDays.keyAt(store.db, day.startAt);
  const sealed = rules.filter(isSealed);
  for (const rule of rules) if ('cut' in rule) await inTransaction((trx) => rule.cut(trx, day));
  const nameOf = (person: PersonId): string => pastDays.pseudonymOn(key, 'past_recoveries', day.startAt, person);
  const people = (await peopleDue(store.db, sealed, day)).map((person) => ({ person, name: nameOf(person) })).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  for (let from = 0; from < people.length; from += peopleAtATime) {
    const batch = people.slice(from, from + peopleAtATime).map(({ person }) => person);
    await inTransaction((trx) => sealPeople(trx, parts, sealed, day, batch));
  }
  for (const { last } of sealed) if (last) await inTransaction((trx) => last(trx, day));
  return people.length;
};

/**
 * Closes every day before today that is not closed: afterwards nothing in the database leads from a person to a recovery, an offer, a
 * reset, a call or a rating of theirs, except the key of the day's month. What is still open stays until it closes. Each step is
 * a transaction of the floor's owner; a run that was interrupted is completed by the next.
 *
 * @returns the number of people and days that were sealed
 * @throws NotTheOwner when another process has taken the floor; OtherMonthKey when this server hasn't the key of a month
 */
export const closePastDays = async (parts: ClosingParts): Promise<number> => {
  const { centre, clock, config, day, log, pastDays, runtime, store } = parts;
  const now = clock.now();
  const todayAt = day.dayStartOf(now);
  const rules = rulesOf(store.schema.tables);
  let sealed = 0;
  const oldest = await oldestOf(store.db, centre, rules.filter(isSealed));
  let startAt = day.dayStartOf(Math.min(oldest ?? todayAt, day.dayStartOf(todayAt - 1)));
  while (startAt < todayAt) {
    // 36 hours after midnight lie in the next day, also when the clocks change.
    const endAt = day.dayStartOf(startAt + 36 * hourMs);
    const dayAt = startAt;
    sealed += await closeDay(parts, rules, { centre, startAt, endAt, sealValue: (person, purpose, value) => pastDays.sealValue(dayAt, person, purpose, value) });
    startAt = endAt;
  }
  await runtime.closeLog(todayAt);
  pastDays.forgetKeysBefore(now - (Math.max(config.keepDays.calls, config.keepDays.resets, config.logDays) + 31) * 24 * hourMs);
  if (sealed > 0) log.info({ sealed }, 'past days are sealed');
  return sealed;
};
