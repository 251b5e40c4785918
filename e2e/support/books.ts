import type { CentreId } from '@onhook/core/ids';
import { asId } from '@onhook/core/ids';
import { entriesSince, type LedgerRow } from '../../packages/server/src/centre/queries/ledger.ts';
import { openStore, type StoreConfig } from '../../packages/server/src/platform/store/index.ts';
import { readEvents } from '../../packages/server/src/centre/queries/event-log.ts';
import { recoveriesSince, type RecoveryRow } from '../../packages/server/src/centre/queries/recoveries.ts';
import type { PauseSpell } from './pause-watch.ts';
import { schema } from '../../packages/server/src/features/schema.ts';

export interface Books {
  readonly recoveries: readonly RecoveryRow[];
  readonly entries: readonly LedgerRow[];
  readonly eventIds: ReadonlySet<string>;
}

export interface Stretch {
  readonly from: number;
  readonly to: number;
}

const centre = asId<CentreId>('main');

/** Reads what a server has left behind; no server may run on it. */
export const readBooks = async (config: StoreConfig): Promise<Books> => {
  const store = await openStore(config, schema);
  try {
    const eventIds = new Set<string>();
    for (let seq = 0, more = true; more; ) {
      const events = await readEvents(store.db, centre, seq, 5000);
      for (const event of events) eventIds.add(event.id);
      seq = events.at(-1)?.seq ?? seq;
      more = events.length > 0;
    }
    return { recoveries: await recoveriesSince(store.db, centre, 0), entries: await entriesSince(store.db, centre, 0), eventIds };
  } finally {
    await store.close();
  }
};

const sumBy = (entries: readonly LedgerRow[], nameOf: (entry: LedgerRow) => string): Map<string, number> => {
  const sums = new Map<string, number>();
  for (const entry of entries) sums.set(nameOf(entry), (sums.get(nameOf(entry)) ?? 0) + entry.amount_ms);
  return sums;
};

/** Lists the errors of the ledger at a time when every recovery should be over; empty when there are none. */
export const faultsInBooks = ({ recoveries, entries }: Books): string[] => {
  const faults: string[] = [];
  for (const [txn, ms] of sumBy(entries, (entry) => entry.txn)) if (ms !== 0) faults.push(`${txn} sums to ${ms}`);
  for (const { recovery, state, granted_ms: grantedMs, closed_because: because } of recoveries) {
    if (state !== 'closed' || because === null) faults.push(`${recovery} is still ${state}`);
    const own = entries.filter((entry) => entry.recovery === recovery);
    const accounts = sumBy(own, (entry) => entry.account);
    for (const account of ['earned', 'granted']) {
      if ((accounts.get(account) ?? 0) !== 0) faults.push(`${recovery} leaves ${accounts.get(account)} in ${account}`);
    }
    const ends = own.filter((entry) => ['honoured', 'cut-short', 'waived', 'banked'].includes(entry.account) && entry.amount_ms > 0);
    const endedMs = ends.reduce((sum, entry) => sum + entry.amount_ms, 0);
    if (endedMs !== grantedMs) faults.push(`${recovery}: of ${grantedMs} granted, ${endedMs} have an end`);
  }
  return faults;
};

const overlapMs = (stretches: readonly Stretch[], from: number, to: number): number =>
  stretches.reduce((sum, stretch) => sum + Math.max(0, Math.min(stretch.to, to) - Math.max(stretch.from, from)), 0);

/**
 * Lists Onhook's pauses that lasted past the lease of their recovery, by more than the time that the server or the phone
* system was away and a tolerance, and the pauses without a recovery.
 */
export const overstayed = (
  { recoveries }: Books,
  spells: readonly PauseSpell[],
  away: readonly Stretch[],
  toleranceMs: number,
  now: number,
): string[] =>
  spells
    .filter(({ reason }) => reason === 'Recovery')
    .flatMap(({ line, queue, from, to }) => {
      const end = to ?? now;
      const recovery = recoveries.findLast((one) => one.line === line && one.created_at <= end);
      if (!recovery) return [`${line} was paused in ${queue} for no recovery`];
      const overMs = end - Math.max(from, recovery.lease_until);
      const unexplainedMs = overMs - overlapMs(away, Math.max(from, recovery.lease_until), end);
      return unexplainedMs > toleranceMs ? [`${line} in ${queue}: ${unexplainedMs} ms past the lease of ${recovery.recovery}`] : [];
    });
