import { deserialize } from 'node:v8';
import { gunzipSync } from 'node:zlib';
import { Writable } from 'node:stream';
import { sql } from 'kysely';
import { trackerVersions, type Tracker } from '@onhook/core/call';
import { schema } from '../../src/features/schema.ts';
import { backup, type Db, type Store } from '../support/store.ts';

type Values = Readonly<Record<string, unknown>>;

/** A row of a table, or a part of the snapshot that belongs together. */
export interface DumpedRow {
  readonly table: string;
  readonly values: Values;
}

const plain = (value: unknown): unknown => {
  if (value instanceof Map) return [...value].map(([key, of]) => [plain(key), plain(of)]);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, of]) => [key, plain(of)]));
  return value;
};

/** Splits a snapshot: each line, call, queue and customer is a part of its own. */
const partsOfSnapshot = ({ state, ...rest }: Values): DumpedRow[] => {
  const tracker = trackerVersions.upcast(deserialize(Buffer.from(String(state).slice(2), 'hex')), Number(rest['state_version'])) as Tracker;
  const parts = Object.entries(tracker).flatMap(([name, entries]) =>
    [...(entries as Map<unknown, unknown>)].map(([key, value]) => ({ table: `floor_snapshot.${name}`, values: { key: plain(key), value: plain(value) } })),
  );
  return [{ table: 'floor_snapshot', values: rest }, ...parts];
};

const dumped = (table: string, values: Values): DumpedRow[] => (table === 'floor_snapshot' ? partsOfSnapshot(values) : [{ table, values }]);

/** Reads every table that the catalogue lists. */
export const dumpDatabase = async (db: Db): Promise<DumpedRow[]> => {
  const { rows: tables } = await sql<{ name: string }>`
    select relname as name from pg_class where relkind = 'r' and relnamespace = current_schema()::regnamespace and relname not like 'kysely%'`.execute(db);
  const rows: DumpedRow[] = [];
  for (const { name } of tables) {
    const found = await sql<{ row: Values }>`select row_to_json(t) as row from ${sql.table(name)} t`.execute(db);
    rows.push(...found.rows.flatMap(({ row }) => dumped(name, row)));
  }
  return rows;
};

/** Reads every row of a backup file. */
export const dumpBackup = async (store: Store): Promise<DumpedRow[]> => {
  const chunks: Buffer[] = [];
  const file = new Writable({ write: (chunk: Buffer, _encoding, done) => (chunks.push(chunk), done()) });
  await backup(store, file, { signIns: true, passphrase: null });
  const [head = '', ...lines] = gunzipSync(Buffer.concat(chunks)).toString('utf8').trimEnd().split('\n');
  const { tables } = JSON.parse(head) as { tables: { name: string; rows: number }[] };
  let from = 0;
  return tables.flatMap(({ name, rows }) => lines.slice(from, (from += rows)).flatMap((line) => dumped(name, JSON.parse(line) as Values)));
};

/** Columns whose values identify a recovery, an offer, a reset or a call. */
const detailColumns = ['recovery', 'offer', 'reset', 'call'];

const sealedTables = new Set<string>(schema.tables.flatMap(({ name, afterMidnight }) => (afterMidnight && 'sealedIn' in afterMidnight ? [name] : [])));

/** Identifiers of details in the rows of the tables that have them. */
export const detailIds = (rows: readonly DumpedRow[]): ReadonlySet<string> =>
  new Set(rows.flatMap(({ table, values }) => (sealedTables.has(table) ? detailColumns.flatMap((column) => (typeof values[column] === 'string' ? [values[column]] : [])) : [])));

/** True for a row that is a recovery, an offer, a reset, a call or a rating, or a sealed one. */
const isDetail = ({ table, values }: DumpedRow): boolean =>
  (sealedTables.has(table) && !(table === 'ledger_entry' && values['recovery'] === null)) ||
  table.startsWith('past_') ||
  table === 'floor_snapshot.calls' ||
  (table === 'event_log' && String(values['kind']).startsWith('call-'));

const leastTime = Date.UTC(2020, 0);
const leastLength = 5;

/** The values of a row by which another row could be found: texts, and times to the millisecond. */
const atomsOf = (value: unknown, atoms = new Set<string>()): Set<string> => {
  if (typeof value === 'number' && value > leastTime) atoms.add(String(value));
  if (typeof value === 'string' && value.length >= leastLength) atoms.add(value);
  if (typeof value === 'object' && value !== null) for (const one of Object.values(value)) atomsOf(one, atoms);
  return atoms;
};

const wordsOf = (text: string): Set<string> => new Set(text.split(/[^\p{L}\p{N}]+/u));

export interface Join {
  readonly person: string;
  readonly path: string;
}

/**
 * Tries every join from each person to a detail: rows that name the person, then rows that have a value in common with those, or a
 * value that is part of one of theirs, and so on. A value in rows of two people leads to neither.
 *
 * @param people every name of each person: identifier, name, address, mark and lines
 * @param ids identifiers of details, which no row may hold that is reached
 */
export const joinsOf = (rows: readonly DumpedRow[], people: ReadonlyMap<string, readonly string[]>, ids: ReadonlySet<string>): Join[] => {
  const nodes = rows.map((row) => {
    const text = JSON.stringify(row.values);
    return { row, text, words: wordsOf(text), atoms: [...atomsOf(row.values)] };
  });
  type Node = (typeof nodes)[number];
  const names = (node: Node, of: readonly string[]): boolean => of.some((name) => (/^[\p{L}\p{N}]+$/u.test(name) ? node.words.has(name) : node.text.includes(JSON.stringify(name).slice(1, -1))));
  const byPerson = new Map([...people].map(([person, of]) => [person, nodes.filter((node) => names(node, of))]));
  const common = new Map<string, boolean>();
  const isCommon = (atom: string): boolean => {
    const known = common.get(atom);
    if (known !== undefined) return known;
    const found = [...byPerson.values()].filter((theirs) => theirs.some(({ text }) => text.includes(atom))).length > 1;
    common.set(atom, found);
    return found;
  };
  const joins: Join[] = [];
  for (const [person, theirs] of byPerson) {
    const reached = new Map<Node, string>(theirs.map((node) => [node, node.row.table]));
    const queue = [...theirs];
    for (let node = queue.shift(); node; node = queue.shift()) {
      const path = reached.get(node) ?? '';
      const held = [...ids].find((id) => node.text.includes(id));
      if (isDetail(node.row)) joins.push({ person, path });
      else if (held !== undefined) joins.push({ person, path: `${path} holds ${held}` });
      const own = node.atoms.filter((atom) => !isCommon(atom));
      for (const other of nodes) {
        if (reached.has(other)) continue;
        const by = own.find((atom) => other.text.includes(atom)) ?? other.atoms.find((atom) => !isCommon(atom) && node.text.includes(atom));
        if (by === undefined) continue;
        reached.set(other, `${path} =${by}=> ${other.row.table}`);
        queue.push(other);
      }
    }
  }
  return joins;
};
