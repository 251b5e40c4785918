import type { MyDataView } from '@onhook/contract';
import type { Counts } from './read.ts';
import type { LineRow } from '../../centre/queries/lines.ts';
import type { PersonRow } from '../../platform/organisation/index.ts';
import type { Sums } from './totals.ts';

interface Held {
  readonly now: number;
  readonly person: PersonRow;
  readonly team: string | null;
  readonly lines: readonly LineRow[];
  readonly counts: Counts;
  readonly sums: Sums;
  readonly keptDays: MyDataView['keptDays'];
}

/** What is held about one person, for that person. */
export const presentMyData = ({ now, person, team, lines, counts, sums, keptDays }: Held): MyDataView => ({
  serverNow: now,
  person: {
    name: person.name,
    email: person.email,
    team,
    roles: [...person.roles],
    since: person.created_at,
    lines: lines.map(({ line, name }) => (name === line ? line : `${name} (${line})`)),
  },
  counts: {
    signIns: counts.session ?? 0,
    passkeys: counts.passkey ?? 0,
    calls: counts.call ?? 0,
    hardTaps: sums.taps,
    recoveries: counts.recovery ?? 0,
    offers: counts.offer ?? 0,
    resets: counts.reset ?? 0,
    carryItems: counts.carry_item ?? 0,
    circle: counts.circle_tie ?? 0,
    phrases: counts.team_phrase ?? 0,
    shares: counts.share ?? 0,
    incidents: sums.incidents,
  },
  talkedMs: sums.talkedMs,
  minutes: {
    grantedMs: sums.grantedMs,
    honouredMs: sums.accounts.get('honoured') ?? 0,
    cutShortMs: sums.accounts.get('cut-short') ?? 0,
    waivedMs: sums.accounts.get('waived') ?? 0,
    bankedMs: sums.accounts.get('banked') ?? 0,
  },
  vault: sums.vault && { items: sums.vault.items, bytes: sums.vault.bytes, changedAt: sums.vault.changed_at },
  keptDays,
});
