import { isDeepStrictEqual } from 'node:util';
import type { CentreId } from '@onhook/core/ids';
import type { Config } from '../config/index.ts';
import { findCentre, setPolicy } from '../organisation/index.ts';
import type { Db } from '../store/index.ts';
import { record } from './record.ts';

/** What a centre has decided that everybody in it lives with: minutes, answering times, how long things are kept. */
type Decided = Pick<Config, 'policy' | 'debrief' | 'keepDays' | 'logDays'>;

const known = (policy: object): boolean => Object.keys(policy).length > 0;

/** Keeps what is decided now; where it was something else the last time, that stands in everybody's audit log. */
export const noteDecided = (db: Db, centre: CentreId, { policy, debrief, keepDays, logDays }: Decided, at: number): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const decided = JSON.parse(JSON.stringify({ policy, debrief, keepDays, logDays })) as object;
    const before = (await findCentre(trx, centre))?.policy ?? {};
    if (isDeepStrictEqual(before, decided)) return;
    await setPolicy(trx, centre, decided);
    if (known(before)) await record(trx, { centre, at, actor: null, as: 'command-line', deed: 'policy-changed', about: 'everybody' });
  });
