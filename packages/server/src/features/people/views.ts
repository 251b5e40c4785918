import type { ImportPreview, PeopleView } from '@onhook/contract';
import type { Preview } from './import/import.ts';
import type { LineRow } from '../../centre/queries/lines.ts';
import type { PersonRow, SiteRow, StandInRow, TeamLeadRow, TeamRow } from '../../platform/organisation/index.ts';

interface Rows {
  readonly people: readonly PersonRow[];
  readonly teams: readonly TeamRow[];
  readonly leads: readonly TeamLeadRow[];
  readonly sites: readonly SiteRow[];
  readonly lines: readonly LineRow[];
  readonly standIns: readonly StandInRow[];
  readonly lastSignInDays: ReadonlyMap<PersonRow['person'], string>;
}

export const presentPeople = (serverNow: number, { people, teams, leads, sites, lines, standIns, lastSignInDays }: Rows): PeopleView => {
  const linesOf = new Map<PersonRow['person'] | null, string[]>();
  for (const { person, line } of lines) linesOf.set(person, [...(linesOf.get(person) ?? []), line]);
  return {
    serverNow,
    people: people.map(({ person, name, email, team, roles, active, user_name }) => ({
      person,
      name,
      email,
      team,
      roles: [...roles],
      active,
      byDirectory: user_name !== null,
      lines: linesOf.get(person) ?? [],
      lastSignInDay: lastSignInDays.get(person) ?? null,
    })),
    teams: teams.map(({ team, name, site }) => ({
      team,
      name,
      site,
      leads: leads.filter((lead) => lead.team === team).map(({ person }) => person),
    })),
    sites: sites.map(({ site, name }) => ({ site, name })),
    standIns: standIns.map(({ lead, person, from_at, until_at }) => ({ lead, person, fromAt: from_at, untilAt: until_at })),
  };
};

export const presentPreview = (preview: Preview): ImportPreview => {
  if (preview.kind === 'unreadable') return preview;
  const { entries, newTeams, digest } = preview;
  return {
    kind: 'plan',
    digest,
    newTeams: [...newTeams],
    unreported: preview.unreported.map((line) => ({ ...line })),
    same: entries.filter(({ kind }) => kind === 'same').length,
    added: entries.flatMap((entry) => {
      if (entry.kind !== 'new') return [];
      const { name, email, team, roles, line } = entry.next;
      return [{ at: entry.at, name, email, team, roles: [...roles], line }];
    }),
    changed: entries.flatMap((entry) =>
      entry.kind === 'changed' ? [{ at: entry.at, name: entry.next.name, changes: entry.changes.map((change) => ({ ...change })) }] : [],
    ),
    refused: entries.flatMap((entry) => (entry.kind === 'refused' ? [{ at: entry.at, because: entry.because, what: entry.what }] : [])),
  };
};
