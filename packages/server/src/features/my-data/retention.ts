import { sql } from 'kysely';
import type { CentreId } from '@onhook/core/ids';
import type { Logger } from 'pino';
import { record } from '../../platform/audit/index.ts';
import type { Config } from '../../platform/config/index.ts';
import type { Metrics } from '../../platform/metrics/metrics.ts';
import { leftBefore } from '../../platform/organisation/index.ts';
import { allowErasure, rowsChanged, type AnyTable, type Db, type RetentionPeriod, type Schema } from '../../platform/store/index.ts';
import { erase, type ErasureDeps } from './erase.ts';

const dayMs = 24 * 3_600_000;

type Kind = keyof Config['keepDays'];
export interface RetentionDeps extends ErasureDeps {
  readonly config: Pick<Config, 'keepDays' | 'logDays'>;
  readonly log: Pick<Logger, 'info'>;
  readonly metrics: Pick<Metrics, 'retained'>;
}

type Counts = Partial<Record<RetentionPeriod, number>>;

const applyRule = async (trx: Db, centre: CentreId, { name, retain }: AnyTable, before: number): Promise<number> => {
  // Rules that erase whole people cover several tables: `retain` applies them.
  if (!('period' in retain) || 'by' in retain) return 0;
  if ('run' in retain) return retain.run(trx, centre, before);
  const only = retain.only ?? sql`true`;
  return rowsChanged(trx, sql`delete from ${sql.table(name)} where centre = ${centre} and ${sql.ref(retain.since)} < ${before} and (${only})`);
};

/** Applies the retention rules of these periods, each table after the tables that refer to it. Returns the number of rows changed in each period. */
export const applyRetention = async (trx: Db, { tables }: Schema, centre: CentreId, beforeOf: Readonly<Partial<Record<RetentionPeriod, number>>>): Promise<Counts> => {
  const counts: Counts = {};
  for (const table of tables.toReversed()) {
    const period = 'period' in table.retain ? table.retain.period : null;
    const before = period === null ? undefined : beforeOf[period];
    if (period === null || before === undefined) continue;
    counts[period] = (counts[period] ?? 0) + (await applyRule(trx, centre, table, before));
  }
  return counts;
};

/** Deletes events older than `logDays`, and rows that expired more than a day ago. */
export const deleteExpired = ({ centre, store, clock, config }: RetentionDeps): Promise<Counts> => {
  const now = clock.now();
  const beforeOf = { log: now - config.logDays * dayMs, expired: now - dayMs };
  return store.db.transaction().execute((trx) => applyRetention(trx, store.schema, centre, beforeOf));
};

/**
 * Applies every retention period that a centre sets in days: deletes or anonymises rows, and erases people who left. Writes one audit
 * entry if a row or person was affected.
 *
 * @returns the number of rows of each kind; `left` counts people
 */
export const retain = async (deps: RetentionDeps): Promise<Readonly<Record<Kind, number>>> => {
  const { centre, store, clock, config, metrics, log } = deps;
  const now = clock.now();
  const before = (kind: Kind): number => now - config.keepDays[kind] * dayMs;
  let peopleErased = 0;
  for (const person of await leftBefore(store.db, centre, before('left'))) {
    if ((await erase(deps, person, 'retention')).kind === 'done') peopleErased += 1;
  }
  const beforeOf = { calls: before('calls'), resets: before('resets'), shares: before('shares'), incidents: before('incidents') };
  const counts = await store.asOwner((owner) =>
    owner.transaction().execute(async (trx) => {
      await allowErasure(trx);
      const { calls = 0, resets = 0, shares = 0, incidents = 0 } = await applyRetention(trx, store.schema, centre, beforeOf);
      const changed = { calls, resets, shares, incidents, left: peopleErased };
      if (Object.values(changed).some((n) => n > 0)) {
        await record(trx, { centre, at: now, actor: null, as: 'retention', deed: 'retained', about: 'everybody' });
      }
      return changed;
    }),
  );
  for (const [kind, n] of Object.entries(counts)) metrics.retained.inc({ kind }, n);
  if (Object.values(counts).some((n) => n > 0)) log.info({ counts }, 'rows past their retention period were removed');
  return counts;
};
