import type { MyDataView } from '@onhook/contract';
import type { HeldCounts } from './read.ts';
import type { LineRow } from '../../centre/queries/lines.ts';
import type { PersonRow } from '../../platform/organisation/index.ts';
import type { PersonTotals } from './totals.ts';

interface StoredData {
  readonly now: number;
  readonly person: PersonRow;
  readonly team: string | null;
  readonly lines: readonly LineRow[];
  readonly counts: HeldCounts;
  readonly totals: PersonTotals;
  readonly keptDays: MyDataView['keptDays'];
}

const zeroCounts: MyDataView['counts'] = {
  signIns: 0,
  passkeys: 0,
  calls: 0,
  hardTaps: 0,
  recoveries: 0,
  offers: 0,
  resets: 0,
  carryItems: 0,
  circle: 0,
  phrases: 0,
  shares: 0,
  incidents: 0,
};

/** Presents to a person the data that is stored about them. */
export const toMyDataView = ({ now, person, team, lines, counts, totals, keptDays }: StoredData): MyDataView => ({
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
    ...zeroCounts,
    ...counts,
    hardTaps: totals.taps,
  },
  talkedMs: totals.talkedMs,
  minutes: {
    grantedMs: totals.grantedMs,
    honouredMs: totals.accounts.get('honoured') ?? 0,
    cutShortMs: totals.accounts.get('cut-short') ?? 0,
    waivedMs: totals.accounts.get('waived') ?? 0,
    bankedMs: totals.accounts.get('banked') ?? 0,
  },
  vault: totals.vault && { items: totals.vault.items, bytes: totals.vault.bytes, changedAt: totals.vault.changed_at },
  keptDays,
});
