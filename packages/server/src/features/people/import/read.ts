import { parse, CsvError } from 'csv-parse/sync';

/** A field is null when the file has no column for it, or an empty cell. The import then leaves it unchanged. */
export interface ImportRow {
  /** Line of the file at which the row begins, counted from 1. */
  readonly at: number;
  readonly person: string | null;
  readonly name: string | null;
  readonly email: string | null;
  readonly team: string | null;
  readonly roles: readonly string[] | null;
  readonly line: string | null;
}

export type ReadImport =
  | { readonly kind: 'rows'; readonly rows: readonly ImportRow[] }
  | { readonly kind: 'unreadable'; readonly because: 'no-csv' | 'no-columns' | 'too-many'; readonly at: number };

type Column = Exclude<keyof ImportRow, 'at'>;

const columnNames: Readonly<Record<string, Column>> = {
  id: 'person',
  person: 'person',
  name: 'name',
  email: 'email',
  mail: 'email',
  team: 'team',
  role: 'roles',
  roles: 'roles',
  line: 'line',
};
const mostRows = 20_000;
const bom = '\ufeff';

const columnOf = (heading: string): Column | null => {
  const plain = heading.toLowerCase().replace(/[^a-z]/g, '');
  return Object.hasOwn(columnNames, plain) ? (columnNames[plain] ?? null) : null;
};

/** Guesses the delimiter: the one that is most frequent in the first line. Spreadsheets use the delimiter of their country. */
const delimiterOf = (text: string): string => {
  const [first = ''] = text.split(/\r?\n/, 1);
  const times = (mark: string): number => first.split(mark).length;
  return [',', ';', '\t'].reduce((best, mark) => (times(mark) > times(best) ? mark : best));
};

interface Parsed {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** Reads people out of a CSV file with a heading: e-mail or id, and any of name, team, roles, line. */
export const readImport = (text: string): ReadImport => {
  const csv = text.startsWith(bom) ? text.slice(1) : text;
  let parsed: Parsed[];
  try {
    parsed = parse(csv, {
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      delimiter: delimiterOf(csv),
      to: mostRows + 2,
    }) as unknown as Parsed[];
  } catch (error) {
    return { kind: 'unreadable', because: 'no-csv', at: error instanceof CsvError ? Number(error['lines'] ?? 1) : 1 };
  }
  const [heading, ...rest] = parsed;
  const columns = heading?.record.map(columnOf) ?? [];
  const isTwice = columns.some((column, n) => column !== null && columns.indexOf(column) !== n);
  if (isTwice || !columns.some((column) => column === 'email' || column === 'person')) {
    return { kind: 'unreadable', because: 'no-columns', at: 1 };
  }
  if (rest.length > mostRows) return { kind: 'unreadable', because: 'too-many', at: mostRows + 2 };
  const rows = rest.flatMap(({ record, info }): ImportRow[] => {
    // The parser reports the line at which a row ends, and a cell may have several lines.
    const at = info.lines - record.join('').split('\n').length + 1;
    const cell = (column: Column): string | null => record[columns.indexOf(column)]?.trim() || null;
    if (record.every((one) => one.trim() === '')) return [];
    const roles = cell('roles');
    return [
      {
        at,
        person: cell('person'),
        name: cell('name'),
        email: cell('email'),
        team: cell('team'),
        roles: roles === null ? null : roles.split(/[\s,;|+/]+/).filter(Boolean).map((word) => word.toLowerCase()),
        line: cell('line'),
      },
    ];
  });
  return { kind: 'rows', rows };
};
