import type { Migration } from 'kysely';
import * as firstTables from './2026-11-21T2000-first-tables.ts';
import * as appendOnly from './2026-11-21T2010-append-only.ts';
import * as offerStatesOnce from './2026-11-21T2130-offer-states-once.ts';
import * as teamPhrases from './2026-11-22T0020-team-phrases.ts';
import * as circle from './2026-11-22T0030-circle.ts';
import * as carryItems from './2026-11-22T0040-carry-items.ts';
import * as framedSessions from './2026-11-22T0050-framed-sessions.ts';
import * as peopleAndSignIn from './2026-11-22T0300-people-and-sign-in.ts';
import * as audit from './2026-11-22T0330-audit.ts';
import * as vault from './2026-11-22T0350-vault.ts';
import * as incidents from './2026-11-22T0800-incidents.ts';
import * as marks from './2026-11-22T0820-marks.ts';
import * as debrief from './2026-11-22T0835-debrief.ts';
import * as debriefNotes from './2026-11-22T1000-debrief-notes.ts';
import * as unanswered from './2026-11-22T1430-unanswered.ts';

/** In the order of their names, which are the times they were written at. Forward only. */
export const migrations: Readonly<Record<string, Migration>> = {
  '2026-11-21T2000-first-tables': firstTables,
  '2026-11-21T2010-append-only': appendOnly,
  '2026-11-21T2130-offer-states-once': offerStatesOnce,
  '2026-11-22T0020-team-phrases': teamPhrases,
  '2026-11-22T0030-circle': circle,
  '2026-11-22T0040-carry-items': carryItems,
  '2026-11-22T0050-framed-sessions': framedSessions,
  '2026-11-22T0300-people-and-sign-in': peopleAndSignIn,
  '2026-11-22T0330-audit': audit,
  '2026-11-22T0350-vault': vault,
  '2026-11-22T0800-incidents': incidents,
  '2026-11-22T0820-marks': marks,
  '2026-11-22T0835-debrief': debrief,
  '2026-11-22T1000-debrief-notes': debriefNotes,
  '2026-11-22T1430-unanswered': unanswered,
};
