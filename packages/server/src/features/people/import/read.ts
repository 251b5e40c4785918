import { csvFile } from '@onhook/core/csv';
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
  /** A word that says neither yes nor no is kept, to be refused by name. */
  readonly active: boolean | { readonly unknown: string } | null;
}

export type ReadImport =
  | { readonly kind: 'rows'; readonly rows: readonly ImportRow[] }
  | { readonly kind: 'unreadable'; readonly because: 'no-csv' | 'no-columns' | 'too-many'; readonly at: number };

type Column = Exclude<keyof ImportRow, 'at'> | 'given' | 'family';

/**
 * Headings of each column, small letters without accents or marks, in English, German, Spanish, French and Portuguese, as personnel systems
 * and directories write them. Where a file has several for one column, the one that stands first here counts.
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

/** Words of the column `active`, in the same languages, among them those that Excel writes for true and false. */
const activeWords: Readonly<Record<string, boolean>> = Object.fromEntries([
  ...['yes', 'y', 'true', '1', 'x', 'active', 'enabled', 'employed', 'ja', 'j', 'wahr', 'aktiv', 'si', 's', 'verdadero', 'activo', 'activa', 'oui', 'o', 'vrai', 'actif', 'active', 'sim', 'verdadeiro', 'ativo', 'ativa'].map((word) => [word, true] as const),
  ...['no', 'n', 'false', '0', 'inactive', 'disabled', 'terminated', 'left', 'nein', 'falsch', 'inaktiv', 'ausgetreten', 'falso', 'inactivo', 'inactiva', 'baja', 'non', 'faux', 'inactif', 'nao', 'inativo', 'inativa'].map((word) => [word, false] as const),
]);

const mostRows = 20_000;

const plainWord = (text: string): string => text.normalize('NFD').toLowerCase().replaceAll('ß', 'ss').replaceAll(/[^a-z0-9]/g, '');

const separators = [',', ';', '\t'];

/** The first line that Excel reads as a statement of the delimiter, such as `sep=;`. */
const statedSeparator = /^sep=([,;\t])\r?\n/i;

/** Guesses the delimiter: the one that is most frequent in the first line. Spreadsheets use the delimiter of their country. */
const delimiterOf = (text: string): string => {
  const [first = ''] = text.split(/\r\n|\n|\r/, 1);
  const times = (mark: string): number => first.split(mark).length;
  return separators.reduce((best, mark) => (times(mark) > times(best) ? mark : best));
};

/** Says which cell of a record holds which column; null when a heading is there twice. */
const layOut = (heading: readonly string[]): ReadonlyMap<Column, number> | null => {
  const words = heading.map(plainWord);
  const known = words.filter((word) => columnsInOrder.some((column) => headings[column].includes(word)));
  if (new Set(known).size < known.length) return null;
  return new Map(
    columnsInOrder.flatMap((column) => {
      const word = headings[column].find((one) => words.includes(one));
      return word === undefined ? [] : [[column, words.indexOf(word)] as const];
    }),
  );
};

interface Parsed {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** Joins first and last name. Beside a first name alone, a column `name` holds the last one. */
const nameOf = (cell: (column: Column) => string | null, columns: ReadonlyMap<Column, number>): string | null => {
  if (!columns.has('given')) return cell('name') ?? cell('family');
  const last = columns.has('family') ? cell('family') : cell('name');
  return [cell('given'), last].filter((part) => part !== null).join(' ') || null;
};

/** Reads people out of a CSV file with a heading: e-mail or id, and any of name (or first and last name), team, roles, line, active. */
export const readImport = (text: string): ReadImport => {
  const marked = text.startsWith('\ufeff') ? text.slice(1) : text;
  const [stating = '', stated] = statedSeparator.exec(marked) ?? [];
  const csv = marked.slice(stating.length);
  const before = stating === '' ? 0 : 1;
  let parsed: Parsed[];
  try {
    parsed = parse(csv, {
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      delimiter: stated ?? delimiterOf(csv),
      to: mostRows + 2,
    }) as unknown as Parsed[];
  } catch (error) {
    return { kind: 'unreadable', because: 'no-csv', at: before + (error instanceof CsvError ? Number(error['lines'] ?? 1) : 1) };
  }
  const [heading, ...rest] = parsed;
  const columns = layOut(heading?.record ?? []);
  if (!columns?.has('email') && !columns?.has('person')) return { kind: 'unreadable', because: 'no-columns', at: before + 1 };
  if (rest.length > mostRows) return { kind: 'unreadable', because: 'too-many', at: before + mostRows + 2 };
  const rows = rest.flatMap(({ record, info }): ImportRow[] => {
    // The parser reports the line at which a row ends, and a cell may have several lines.
    const at = before + info.lines - record.join('').split('\n').length + 1;
    const cell = (column: Column): string | null => record[columns.get(column) ?? -1]?.trim() || null;
    if (record.every((one) => one.trim() === '')) return [];
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
        active: active === null ? null : (activeWords[plainWord(active)] ?? { unknown: active }),
      },
    ];
  });
  return { kind: 'rows', rows };
};

/** A file to fill in: the columns with one line as an example. */
export const importTemplate = csvFile([
  ['email', 'name', 'team', 'roles', 'line', 'active'],
  ['maya.lind@example.com', 'Maya Lind', 'Harbour', 'agent', 'PJSIP/1002', 'yes'],
]);
