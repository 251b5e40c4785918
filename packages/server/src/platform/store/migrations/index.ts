import type { Migration } from 'kysely';
import * as firstTables from './2026-11-21T2000-first-tables.ts';
import * as appendOnly from './2026-11-21T2010-append-only.ts';
import * as offerStatesOnce from './2026-11-21T2130-offer-states-once.ts';
import * as framedSessions from './2026-11-22T0050-framed-sessions.ts';
import * as peopleAndSignIn from './2026-11-22T0300-people-and-sign-in.ts';
import * as audit from './2026-11-22T0330-audit.ts';
import * as marks from './2026-11-22T0820-marks.ts';
import * as versions from './2026-11-28T1300-versions.ts';
import * as guaranteedMinutes from './2026-11-28T1310-guaranteed-minutes.ts';

/** Migrations that made the tables of several features at once. Other migrations are in the `tables.ts` of their feature. */
export const migrations: Readonly<Record<string, Migration>> = {
  '2026-11-21T2000-first-tables': firstTables,
  '2026-11-21T2010-append-only': appendOnly,
  '2026-11-21T2130-offer-states-once': offerStatesOnce,
  '2026-11-22T0050-framed-sessions': framedSessions,
  '2026-11-22T0300-people-and-sign-in': peopleAndSignIn,
  '2026-11-22T0330-audit': audit,
  '2026-11-22T0820-marks': marks,
  '2026-11-28T1300-versions': versions,
  '2026-11-28T1310-guaranteed-minutes': guaranteedMinutes,
};
