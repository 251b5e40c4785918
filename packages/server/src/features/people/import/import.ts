import { createHash } from 'node:crypto';
import { asId, type CentreId, type LineId, type PersonId, type SourceId, type TeamId } from '@onhook/core/ids';
import { addTeam, allPeople, allPersonIds, allTeams, type PersonRow } from '../../../platform/organisation/index.ts';
import { addLines, allLines, matchLine, unreportedLines, type LineRow } from '../../../centre/queries/lines.ts';
import type { Db, Store } from '../../../platform/store/index.ts';
import { done, refused, type Result } from '../../../platform/result.ts';
import type { Recorded } from '../../../platform/audit/index.ts';
import { changeAccounts, isAdmin, keepOrder } from '../accounts.ts';
import { planImport, type ImportEntry, type ImportedPerson, type ImportPlan } from './plan.ts';
import { readImport, type ReadImport } from './read.ts';

export interface ImportParts {
  readonly store: Store;
  readonly centre: CentreId;
  readonly now: number;
  /** Phone system of a line in the file that no phone system has reported yet. */
  readonly source: SourceId;
  readonly isInRecovery: (person: PersonId) => boolean;
}

type WriteAudit = (about: readonly PersonId[], trx: Db) => Promise<Recorded>;

export type Preview =
  | Extract<ReadImport, { kind: 'unreadable' }>
  /** `digest` identifies the plan, so that the import applies exactly the plan that was previewed. */
  | (ImportPlan & { readonly kind: 'plan'; readonly digest: string; readonly unreported: readonly UnreportedLine[] });

/** Line of the file that no phone system has reported. `at`: its place in the file. */
export interface UnreportedLine {
  readonly at: number;
  readonly line: LineId;
}

interface Applied {
  readonly added: number;
  readonly changed: number;
  readonly recorded: Recorded;
}

const load = async ({ centre, isInRecovery }: ImportParts, db: Db) => {
  const rows = await allPeople(db, centre);
  const teams = await allTeams(db, centre);
  const lines = await allLines(db, centre);
  const names = new Map(teams.map(({ team, name }) => [team, name]));
  const owners = new Map(lines.flatMap(({ line, person }) => (person === null ? [] : [[line, person] as const])));
  const lineOf = new Map([...owners].map(([line, person]) => [person, line] as const));
  const people = rows.map(
    (row): ImportedPerson => ({
      person: row.person,
      name: row.name,
      email: row.email,
      team: row.team === null ? null : (names.get(row.team) ?? row.team),
      roles: row.roles,
      line: lineOf.get(row.person) ?? null,
      active: row.active,
    }),
  );
  const administrators = new Set(rows.filter(isAdmin).map(({ person }) => person));
  const context = { people, administrators, taken: new Set<string>(await allPersonIds(db, centre)), teams, owners, isInRecovery };
  return { context, rows: new Map(rows.map((row) => [row.person, row])), lines };
};

const plan = async (parts: ImportParts, db: Db, csv: string) => {
  const read = readImport(csv);
  if (read.kind === 'unreadable') return read;
  const loaded = await load(parts, db);
  const planned = planImport(read.rows, loaded.context);
  const digest = createHash('sha256').update(JSON.stringify(planned)).digest('base64url');
  return { kind: 'plan', planned, digest, loaded } as const;
};

const unreportedIn = ({ planned, loaded }: { readonly planned: ImportPlan; readonly loaded: { readonly lines: readonly LineRow[] } }): UnreportedLine[] =>
  planned.entries.flatMap((entry) =>
    entry.kind === 'refused' || entry.next.line === null ? [] : unreportedLines(loaded.lines, [entry.next.line]).map((line) => ({ at: entry.at, line })),
  );

/** Plans the import of a file. Writes nothing. */
export const previewImport = async (parts: ImportParts, csv: string): Promise<Preview> => {
  const made = await plan(parts, parts.store.db, csv);
  return made.kind === 'unreadable' ? made : { kind: 'plan', ...made.planned, digest: made.digest, unreported: unreportedIn(made) };
};

type Doing = Extract<ImportEntry, { kind: 'new' | 'changed' }>;

/**
 * Applies a previewed plan, all of it or nothing. Refused lines are left out.
 *
 * @param digest identifies the plan that was previewed
 * @param audit writes the audit entry of those who were changed, in the transaction that changes them
 * @returns `no-longer-possible` when the file would by now lead to another plan
 */
export const applyImport = async (parts: ImportParts, csv: string, digest: string, audit: WriteAudit): Promise<Result<Applied, 'no-longer-possible'>> => {
  const { store, centre, now, source } = parts;
  const { value: applied, recorded } = await changeAccounts({ db: store.db, centre, now, audit }, async (accounts) => {
    const { trx } = accounts;
    const made = await plan(parts, trx, csv);
    if (made.kind === 'unreadable' || made.digest !== digest) return null;
    const { planned, loaded } = made;
    for (const name of planned.newTeams) await addTeam(trx, { centre, team: asId<TeamId>(name), name });
    const teams = new Map((await allTeams(trx, centre)).map(({ team, name }) => [name, team]));
    const doing = planned.entries.filter((entry): entry is Doing => entry.kind === 'new' || entry.kind === 'changed');
    const unseen = doing.flatMap(({ next: { line, name } }) =>
      line === null || loaded.lines.some((seen) => seen.line === line) ? [] : [{ line, source, name }],
    );
    await addLines(trx, centre, unseen, now);
    const change = async ({ person, name, email, roles, team, line, active }: ImportedPerson): Promise<void> => {
      const before: PersonRow | undefined = loaded.rows.get(person);
      const row = { ...(before ?? { centre, person, created_at: now }), name, email, active, team: team === null ? null : (teams.get(team) ?? null) };
      await accounts.save({ ...row, roles: keepOrder(before?.roles ?? [], roles) });
      accounts.mention(person);
      const own = loaded.lines.filter((seen) => seen.person === person).map((seen): LineId => seen.line);
      if (line === null || own.includes(line)) return;
      for (const other of own) await matchLine(trx, centre, other, null);
      await matchLine(trx, centre, line, person);
    };
    for (const { next } of doing) await change(next);
    const added = doing.filter(({ kind }) => kind === 'new').length;
    return { added, changed: doing.length - added };
  });
  return applied === null ? refused('no-longer-possible', 'it would do something else by now; look at it again') : done({ ...applied, recorded });
};
