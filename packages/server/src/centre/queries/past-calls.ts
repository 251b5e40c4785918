import type { CallId, PersonId } from '@onhook/core/ids';
import type { PastDays } from '../../platform/past-days/index.ts';
import type { Db } from '../../platform/store/index.ts';
import type { CallRow } from './calls.ts';

type Opener = Pick<PastDays, 'rowsOf'>;

/** Opens the calls of a person's past days that ended at or after `fromAt`, newest first. */
export const pastCallsOf = async (db: Db, pastDays: Opener, person: PersonId, fromAt: number): Promise<CallRow[]> => {
  // A day of summer time's end has 25 hours.
  const { call = [] } = await pastDays.rowsOf(db, person, fromAt - 25 * 3_600_000);
  const rows = call as unknown as CallRow[];
  return rows.filter((row) => (row.ended_at ?? 0) >= fromAt && row.answered_at !== null).toSorted((a, b) => (b.ended_at ?? 0) - (a.ended_at ?? 0));
};

/** Finds one call in a person's past days. */
export const pastCallOf = async (db: Db, pastDays: Opener, person: PersonId, call: CallId, leg: number): Promise<CallRow | undefined> =>
  (await pastCallsOf(db, pastDays, person, 0)).find((row) => row.call === call && row.leg === leg);

/** Finds a call in a person's past days for which they got no recovery time, so that a late rating can still earn it, once. */
export const pastCallWithoutRecovery = async (db: Db, pastDays: Opener, person: PersonId, call: CallId, leg: number): Promise<CallRow | undefined> => {
  const { recovery = [] } = await pastDays.rowsOf(db, person);
  if (recovery.some((row) => row['call'] === call && row['leg'] === leg)) return undefined;
  return pastCallOf(db, pastDays, person, call, leg);
};
