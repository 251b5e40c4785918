import { csvFile } from '@onhook/core/csv';
import { parse, CsvError } from 'csv-parse/sync';

/** One row of a file. A field is null when its column is missing or its cell is empty: the import then leaves it unchanged. */
export interface ImportRow {
  /** Line of the file at which the row begins, counted from 1. */
  readonly at: number;
  readonly person: string | null;
  readonly name: string | null;
  readonly email: string | null;
  readonly team: string | null;
  readonly roles: readonly string[] | null;
  readonly line: string | null;
  /** `unknown` has the text of a cell that means neither yes nor no, for the refusal. */
  readonly active: boolean | { readonly unknown: string } | null;
}

export type ReadImport =
  | { readonly kind: 'rows'; readonly rows: readonly ImportRow[] }
  | { readonly kind: 'unreadable'; readonly because: 'no-csv' | 'no-columns' | 'too-many'; readonly at: number };

type Column = Exclude<keyof ImportRow, 'at'> | 'given' | 'family';

/**
 * Headings that personnel systems and directories use for each column, in English, German, Spanish, French and Portuguese; lower case,
 * without accents or punctuation. When a file has several headings of one column, the first in this list is read.
 */
const headings: Readonly<Record<Column, readonly string[]>> = {
  person: ['id', 'person', 'onhookid'],
  name: ['name', 'displayname', 'fullname', 'anzeigename', 'vollstandigername', 'nombre', 'nombrecompleto', 'nom', 'nomcomplet', 'nome', 'nomecompleto', 'mitarbeiter', 'employee', 'employeename'],
  given: ['firstname', 'givenname', 'vorname', 'nombredepila', 'prenom', 'primeironome', 'nomeproprio'],
  family: ['lastname', 'surname', 'familyname', 'nachname', 'familienname', 'apellido', 'apellidos', 'nomdefamille', 'sobrenome', 'apelido'],
  email: [
    'email', 'emailaddress', 'workemail', 'workemailaddress', 'businessemail', 'emailwork', 'mail', 'mailadresse', 'emailadresse', 'dienstlicheemail', 'geschaftlicheemail', 'correo', 'correoelectronico',
    'courriel', 'adressemail', 'adresseemail', 'adressecourriel', 'correioeletronico', 'enderecodeemail', 'userprincipalname', 'username', 'login',
  ],
  team: ['team', 'teamname', 'department', 'group', 'abteilung', 'gruppe', 'equipo', 'departamento', 'grupo', 'equipe', 'service', 'departement', 'groupe'],
  roles: ['roles', 'role', 'rolle', 'rollen', 'rol', 'papel', 'papeis', 'funcoes'],
  line: ['line', 'interface', 'leitung', 'anschluss', 'linea', 'ligne', 'linha'],
  active: ['active', 'isactive', 'enabled', 'accountenabled', 'status', 'employmentstatus', 'aktiv', 'activo', 'estado', 'actif', 'statut', 'ativo'],
};
const columnsInOrder = Object.keys(headings) as Column[];

/** Values of the column `active`, in the same languages, including Excel's words for true and false. */
const activeWords: Readonly<Record<string, boolean>> = Object.fromEntries([
  ...['yes', 'y', 'true', '1', 'x', 'active', 'enabled', 'employed', 'ja', 'j', 'wahr', 'aktiv', 'si', 's', 'verdadero', 'activo', 'activa', 'oui', 'o', 'vrai', 'actif', 'active', 'sim', 'verdadeiro', 'ativo', 'ativa'].map((word) => [word, true] as const),
  ...['no', 'n', 'false', '0', 'inactive', 'disabled', 'terminated', 'left', 'nein', 'falsch', 'inaktiv', 'ausgetreten', 'falso', 'inactivo', 'inactiva', 'baja', 'non', 'faux', 'inactif', 'nao', 'inativo', 'inativa'].map((word) => [word, false] as const),
]);

const maxRows = 20_000;

const normalizeWord = (text: string): string => text.normalize('NFD').toLowerCase().replaceAll('ß', 'ss').replaceAll(/[^a-z0-9]/g, '');

const separators = [',', ';', '\t'];

/** A first line that declares the delimiter, such as `sep=;`, as Excel writes and reads it. */
const separatorLine = /^sep=([,;\t])\r?\n/i;

/** Guesses the delimiter: the most frequent one in the first line. Spreadsheets use a different one in each country. */
const delimiterOf = (text: string): string => {
  const [first = ''] = text.split(/\r\n|\n|\r/, 1);
  const count = (separator: string): number => first.split(separator).length;
  return separators.reduce((best, separator) => (count(separator) > count(best) ? separator : best));
};

/** Maps each column to the index of its cell; null when a heading occurs twice. */
const columnIndexes = (heading: readonly string[]): ReadonlyMap<Column, number> | null => {
  const words = heading.map(normalizeWord);
  const known = words.filter((word) => columnsInOrder.some((column) => headings[column].includes(word)));
  if (new Set(known).size < known.length) return null;
  return new Map(
    columnsInOrder.flatMap((column) => {
      const word = headings[column].find((known) => words.includes(known));
      return word === undefined ? [] : [[column, words.indexOf(word)] as const];
    }),
  );
};

interface ParsedRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** Joins first and last name. In a file with a column for the first name only, the column `name` holds the last name. */
const nameOf = (cell: (column: Column) => string | null, columns: ReadonlyMap<Column, number>): string | null => {
  if (!columns.has('given')) return cell('name') ?? cell('family');
  const last = columns.has('family') ? cell('family') : cell('name');
  return [cell('given'), last].filter((part) => part !== null).join(' ') || null;
};

/** Reads people out of a CSV file with a heading: e-mail or id, and any of name (or first and last name), team, roles, line, active. */
export const readImport = (text: string): ReadImport => {
  const withoutBom = text.startsWith('\ufeff') ? text.slice(1) : text;
  const [declaration = '', declared] = separatorLine.exec(withoutBom) ?? [];
  const csv = withoutBom.slice(declaration.length);
  const linesBefore = declaration === '' ? 0 : 1;
  let parsed: ParsedRecord[];
  try {
    parsed = parse(csv, {
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      delimiter: declared ?? delimiterOf(csv),
      to: maxRows + 2,
    }) as unknown as ParsedRecord[];
  } catch (error) {
    return { kind: 'unreadable', because: 'no-csv', at: linesBefore + (error instanceof CsvError ? Number(error['lines'] ?? 1) : 1) };
  }
  const [heading, ...rest] = parsed;
  const columns = columnIndexes(heading?.record ?? []);
  if (!columns?.has('email') && !columns?.has('person')) return { kind: 'unreadable', because: 'no-columns', at: linesBefore + 1 };
  if (rest.length > maxRows) return { kind: 'unreadable', because: 'too-many', at: linesBefore + maxRows + 2 };
  const rows = rest.flatMap(({ record, info }): ImportRow[] => {
    // The parser reports the line at which a row ends; the row starts earlier when a cell has several lines.
    const at = linesBefore + info.lines - record.join('').split('\n').length + 1;
    const cell = (column: Column): string | null => record[columns.get(column) ?? -1]?.trim() || null;
    if (record.every((text) => text.trim() === '')) return [];
    const roles = cell('roles');
    const active = cell('active');
    return [
      {
        at,
        person: cell('person'),
        name: nameOf(cell, columns),
        email: cell('email'),
        team: cell('team'),
        roles: roles === null ? null : roles.split(/[\s,;|+/]+/).filter(Boolean).map((word) => word.toLowerCase()),
        line: cell('line'),
        active: active === null ? null : (activeWords[normalizeWord(active)] ?? { unknown: active }),
      },
    ];
  });
  return { kind: 'rows', rows };
};

/** An import file to fill in: the headings and one example row. */
export const importTemplate = csvFile([
  ['email', 'name', 'team', 'roles', 'line', 'active'],
  ['maya.lind@example.com', 'Maya Lind', 'Harbour', 'agent', 'PJSIP/1002', 'yes'],
]);
