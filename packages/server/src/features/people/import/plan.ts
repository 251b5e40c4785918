import { role as roleSchema, type Role } from '@onhook/contract';
import { asId, type LineId, type PersonId, type TeamId } from '@onhook/core/ids';

import { newPersonId } from '../accounts.ts';
import type { ImportRow } from './read.ts';

/** A person before or after the import. */
export interface ImportedPerson {
  readonly person: PersonId;
  readonly name: string;
  readonly email: string | null;
  /** Name of the team, not its id. */
  readonly team: string | null;
  readonly roles: readonly Role[];
  readonly line: LineId | null;
  readonly active: boolean;
}

export type RefusedBecause =
  | 'no-email'
  | 'bad-email'
  | 'unknown-person'
  | 'no-name'
  | 'too-long'
  | 'unknown-role'
  | 'unknown-active'
  | 'email-taken'
  | 'twice'
  | 'line-taken'
  | 'line-paused'
  | 'last-administrator';

type Field = 'name' | 'email' | 'team' | 'roles' | 'line' | 'active';

export interface FieldChange {
  readonly field: Field;
  readonly from: string;
  readonly to: string;
}

export type ImportEntry =
  | { readonly kind: 'new'; readonly at: number; readonly next: ImportedPerson }
  | { readonly kind: 'changed'; readonly at: number; readonly next: ImportedPerson; readonly changes: readonly FieldChange[] }
  | { readonly kind: 'same'; readonly at: number; readonly next: ImportedPerson }
  /** `what` is the refused value in the file. */
  | { readonly kind: 'refused'; readonly at: number; readonly because: RefusedBecause; readonly what: string };

/** People, teams and lines before the import. */
export interface ImportContext {
  readonly people: readonly ImportedPerson[];
  /** The active administrators. After the import there must be at least one, who may be new. */
  readonly administrators: ReadonlySet<PersonId>;
  /** All ids ever used, including those of erased people. */
  readonly taken: ReadonlySet<string>;
  readonly teams: readonly { readonly team: TeamId; readonly name: string }[];
  readonly owners: ReadonlyMap<LineId, PersonId>;
  /** True while the person's line is paused for a recovery. */
  readonly isInRecovery: (person: PersonId) => boolean;
}

export interface ImportPlan {
  readonly entries: readonly ImportEntry[];
  readonly newTeams: readonly string[];
}

const roleNames: readonly Role[] = roleSchema.options;
const maxNameLength = 80;
const maxEmailLength = 254;
const maxLineLength = 300;

const lowerCase = (text: string): string => text.toLowerCase();

const changesBetween = (before: ImportedPerson, after: ImportedPerson): FieldChange[] => {
  const fieldTexts = (person: ImportedPerson): Readonly<Record<Field, string>> => ({
    name: person.name,
    email: person.email ?? '',
    team: person.team ?? '',
    roles: roleNames.filter((role) => person.roles.includes(role)).join(' '),
    line: person.line ?? '',
    active: person.active ? 'yes' : 'no',
  });
  const [from, to] = [fieldTexts(before), fieldTexts(after)];
  return (Object.keys(from) as Field[]).filter((field) => from[field] !== to[field]).map((field) => ({ field, from: from[field], to: to[field] }));
};

/** Refuses the lines that deactivate administrators or take the role from them, if the whole file would leave no administrator. */
const keepAnAdministrator = (entries: readonly ImportEntry[], administrators: ReadonlySet<PersonId>): readonly ImportEntry[] => {
  const after = new Set(administrators);
  const loses = (entry: ImportEntry): boolean => entry.kind === 'changed' && administrators.has(entry.next.person) && !(entry.next.active && entry.next.roles.includes('admin'));
  for (const entry of entries) {
    if (entry.kind === 'new' && entry.next.active && entry.next.roles.includes('admin')) after.add(entry.next.person);
    if (entry.kind !== 'refused' && loses(entry)) after.delete(entry.next.person);
  }
  if (administrators.size === 0 || after.size > 0) return entries;
  return entries.map((entry) => (entry.kind === 'changed' && loses(entry) ? { kind: 'refused', at: entry.at, because: 'last-administrator', what: entry.next.name } : entry));
};

/** Plans the change that each line of the file makes. Deterministic: the digest of a plan depends on it. */
export const planImport = (rows: readonly ImportRow[], context: ImportContext): ImportPlan => {
  const byId = new Map<string, ImportedPerson>(context.people.map((person) => [person.person, person]));
  const byEmail = new Map(context.people.flatMap((person) => (person.email === null ? [] : [[lowerCase(person.email), person] as const])));
  const teamNames = new Map(context.teams.flatMap(({ team, name }) => [[lowerCase(team), name] as const, [lowerCase(name), name] as const]));
  const taken = new Set(context.taken);
  const seen = new Set<string>();
  const claimed = new Set<string>();
  const newTeams: string[] = [];

  const teamNameOf = (given: string): string => {
    const known = teamNames.get(lowerCase(given));
    if (known !== undefined) return known;
    teamNames.set(lowerCase(given), given);
    newTeams.push(given);
    return given;
  };

  const check = (row: ImportRow): ImportEntry => {
    const { at, email } = row;
    const refuse = (because: RefusedBecause, what: string): ImportEntry => ({ kind: 'refused', at, because, what });
    if (row.person === null && email === null) return refuse('no-email', row.name ?? '');
    if (email !== null && (email.length > maxEmailLength || !/^[^\s@]+@[^\s@]+$/.test(email))) return refuse('bad-email', email);
    const known = row.person === null ? byEmail.get(lowerCase(email ?? '')) : byId.get(row.person);
    if (row.person !== null && !known) return refuse('unknown-person', row.person);
    const name = row.name ?? known?.name ?? null;
    if (name === null) return refuse('no-name', email ?? '');
    const tooLong = [name.length > maxNameLength && name, (row.team?.length ?? 0) > maxNameLength && row.team, (row.line?.length ?? 0) > maxLineLength && row.line].find(Boolean);
    if (tooLong) return refuse('too-long', tooLong);
    const unknown = row.roles?.find((name) => !roleNames.some((role) => role === name));
    if (unknown !== undefined) return refuse('unknown-role', unknown);
    if (row.active !== null && typeof row.active !== 'boolean') return refuse('unknown-active', row.active.unknown);
    const owner = email === null ? undefined : byEmail.get(lowerCase(email));
    if (owner && owner !== known) return refuse('email-taken', email ?? '');
    const key = known?.person ?? lowerCase(email ?? '');
    if (seen.has(key) || (email !== null && seen.has(lowerCase(email)))) return refuse('twice', email ?? row.person ?? '');
    const line = row.line === null ? (known?.line ?? null) : asId<LineId>(row.line);
    if (line !== null && line !== known?.line) {
      const holder = context.owners.get(line);
      if (claimed.has(line) || (holder !== undefined && holder !== known?.person)) return refuse('line-taken', line);
      if (known && context.isInRecovery(known.person)) return refuse('line-paused', line);
    }
    seen.add(key);
    if (email !== null) seen.add(lowerCase(email));
    if (line !== null) claimed.add(line);

    const person = known?.person ?? newPersonId(name, taken);
    taken.add(person);
    const roles = row.roles === null ? (known?.roles ?? []) : roleNames.filter((role) => row.roles?.includes(role));
    const team = row.team === null ? (known?.team ?? null) : teamNameOf(row.team);
    const next = { person, name, email: email ?? known?.email ?? null, team, roles, line, active: row.active ?? known?.active ?? true };
    if (!known) return { kind: 'new', at, next };
    const changes = changesBetween(known, next);
    return changes.length > 0 ? { kind: 'changed', at, next, changes } : { kind: 'same', at, next };
  };
  return { entries: keepAnAdministrator(rows.map(check), context.administrators), newTeams };
};
