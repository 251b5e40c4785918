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

export interface ImportDeps {
  readonly store: Store;
  readonly centre: CentreId;
  readonly now: number;
  /** Phone system to which a line is added that no phone system has reported yet. */
  readonly source: SourceId;
  readonly isInRecovery: (person: PersonId) => boolean;
}

type WriteAudit = (about: readonly PersonId[], trx: Db) => Promise<Recorded>;

export type Preview =
  | Extract<ReadImport, { kind: 'unreadable' }>
  /** The import is given `digest`, and applies no other plan than the one that was previewed. */
  | (ImportPlan & { readonly kind: 'plan'; readonly digest: string; readonly unreported: readonly UnreportedLine[] });

/** A line in the file that no phone system has reported. `at` is the line number in the file. */
export interface UnreportedLine {
  readonly at: number;
  readonly line: LineId;
}

interface Applied {
  readonly added: number;
  readonly changed: number;
  readonly recorded: Recorded;
}

const load = async ({ centre, isInRecovery }: ImportDeps, db: Db) => {
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

const planFile = async (deps: ImportDeps, db: Db, csv: string) => {
  const read = readImport(csv);
  if (read.kind === 'unreadable') return read;
  const loaded = await load(deps, db);
  const planned = planImport(read.rows, loaded.context);
  const digest = createHash('sha256').update(JSON.stringify(planned)).digest('base64url');
  return { kind: 'plan', planned, digest, loaded } as const;
};

const unreportedIn = ({ planned, loaded }: { readonly planned: ImportPlan; readonly loaded: { readonly lines: readonly LineRow[] } }): UnreportedLine[] =>
  planned.entries.flatMap((entry) =>
    entry.kind === 'refused' || entry.next.line === null ? [] : unreportedLines(loaded.lines, [entry.next.line]).map((line) => ({ at: entry.at, line })),
  );

/** Plans the import of a file. Writes nothing. */
export const previewImport = async (deps: ImportDeps, csv: string): Promise<Preview> => {
  const result = await planFile(deps, deps.store.db, csv);
  return result.kind === 'unreadable' ? result : { kind: 'plan', ...result.planned, digest: result.digest, unreported: unreportedIn(result) };
};

type AppliedEntry = Extract<ImportEntry, { kind: 'new' | 'changed' }>;

/**
 * Applies a previewed plan in one transaction. Skips refused lines.
 *
 * @param digest identifies the plan that was previewed
 * @param audit writes the audit entry about the people who were changed, in the same transaction
 * @returns `no-longer-possible` when the same file now leads to another plan
 */
export const applyImport = async (deps: ImportDeps, csv: string, digest: string, audit: WriteAudit): Promise<Result<Applied, 'no-longer-possible'>> => {
  const { store, centre, now, source } = deps;
  const { value: counts, recorded } = await changeAccounts({ db: store.db, centre, now, audit }, async (accounts) => {
    const { trx } = accounts;
    const result = await planFile(deps, trx, csv);
    if (result.kind === 'unreadable' || result.digest !== digest) return null;
    const { planned, loaded } = result;
    for (const name of planned.newTeams) await addTeam(trx, { centre, team: asId<TeamId>(name), name });
    const teams = new Map((await allTeams(trx, centre)).map(({ team, name }) => [name, team]));
    const applied = planned.entries.filter((entry): entry is AppliedEntry => entry.kind === 'new' || entry.kind === 'changed');
    const unknownLines = applied.flatMap(({ next: { line, name } }) =>
      line === null || loaded.lines.some((known) => known.line === line) ? [] : [{ line, source, name }],
    );
    await addLines(trx, centre, unknownLines, now);
    const applyEntry = async ({ person, name, email, roles, team, line, active }: ImportedPerson): Promise<void> => {
      const before: PersonRow | undefined = loaded.rows.get(person);
      const row = { ...(before ?? { centre, person, created_at: now }), name, email, active, team: team === null ? null : (teams.get(team) ?? null) };
      await accounts.save({ ...row, roles: keepOrder(before?.roles ?? [], roles) });
      accounts.mention(person);
      const ownLines = loaded.lines.filter((row) => row.person === person).map((row): LineId => row.line);
      if (line === null || ownLines.includes(line)) return;
      for (const other of ownLines) await matchLine(trx, centre, other, null);
      await matchLine(trx, centre, line, person);
    };
    for (const { next } of applied) await applyEntry(next);
    const added = applied.filter(({ kind }) => kind === 'new').length;
    return { added, changed: applied.length - added };
  });
  return counts === null ? refused('no-longer-possible', 'the plan has changed since the preview; preview the file again') : done({ ...counts, recorded });
};
