import { record } from '../../platform/audit/index.ts';
import type { AppContext } from '../../context.ts';
import type { Config } from '../../platform/config/index.ts';
import { erase } from './erase.ts';
import { forgetIncidents, forgetResets, forgetShares, unnameCalls } from './retention-queries.ts';
import { leftBefore } from '../../platform/organisation/index.ts';

const dayMs = 24 * 3_600_000;

type Kind = keyof Config['keepDays'];

/** Lets go of what has had its days; says of how many rows, or people, and writes it into the audit log where there were any. */
export const retain = async (context: AppContext): Promise<Readonly<Record<Kind, number>>> => {
  const { store, clock, config, metrics, log } = context;
  const { centre } = config.centre;
  const now = clock.now();
  const before = (kind: Kind): number => now - config.keepDays[kind] * dayMs;
  let left = 0;
  for (const person of await leftBefore(store.db, centre, before('left'))) {
    if ((await erase(context, person, 'retention')).kind === 'erased') left += 1;
  }
  const counts = await store.asOwner((owner) =>
    owner.transaction().execute(async (trx) => {
      const gone = {
        calls: await unnameCalls(trx, centre, before('calls')),
        resets: await forgetResets(trx, centre, before('resets')),
        shares: await forgetShares(trx, centre, before('shares')),
        incidents: await forgetIncidents(trx, centre, before('incidents')),
        left,
      };
      if (Object.values(gone).some((n) => n > 0)) {
        await record(trx, { centre, at: now, actor: null, as: 'retention', deed: 'retained', about: 'everybody' });
      }
      return gone;
    }),
  );
  for (const [kind, n] of Object.entries(counts)) metrics.retained.inc({ kind }, n);
  if (Object.values(counts).some((n) => n > 0)) log.info({ counts }, 'what had had its time was let go of');
  return counts;
};
