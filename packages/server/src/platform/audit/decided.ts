import { isDeepStrictEqual } from 'node:util';
import type { CentreId } from '@onhook/core/ids';
import type { Config } from '../config/index.ts';
import { findCentre, setPolicy } from '../organisation/index.ts';
import type { Db } from '../store/index.ts';
import { record } from './record.ts';

/** Decisions of a centre that affect everyone in it: guaranteed minutes, times to answer, and how long data is stored. */
type PolicyDecisions = Pick<Config, 'policy' | 'debrief' | 'keepDays' | 'logDays'>;

const isEmpty = (policy: object): boolean => Object.keys(policy).length === 0;

/** Stores the current decisions. A change since the last start goes into the audit log, as an entry that concerns everyone. */
export const recordPolicyChange = (db: Db, centre: CentreId, { policy, debrief, keepDays, logDays }: PolicyDecisions, at: number): Promise<void> =>
  db.transaction().execute(async (trx) => {
    // Without the undefined properties, which the stored JSON does not have.
    const decided = JSON.parse(JSON.stringify({ policy, debrief, keepDays, logDays })) as object;
    const before = (await findCentre(trx, centre))?.policy ?? {};
    if (isDeepStrictEqual(before, decided)) return;
    await setPolicy(trx, centre, decided);
    if (!isEmpty(before)) await record(trx, { centre, at, actor: null, as: 'command-line', deed: 'policy-changed', about: 'everybody' });
  });
