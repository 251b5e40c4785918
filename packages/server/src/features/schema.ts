import { centreTables } from '../centre/tables/index.ts';
import { auditTables } from '../platform/audit/tables.ts';
import { organisationTables } from '../platform/organisation/tables.ts';
import { pastDayTables } from '../platform/past-days/tables.ts';
import { createSchema } from '../platform/store/index.ts';
import { carryTables } from './carry/tables.ts';
import { circleTables } from './circle/tables.ts';
import { dayTables } from './day/tables.ts';
import { debriefTables } from './debrief/tables.ts';
import { incidentTables } from './incidents/tables.ts';
import { phrasebookTables } from './phrasebook/tables.ts';
import { scimTables } from './scim/tables.ts';
import { signInTables } from './sign-in/tables.ts';
import { vaultTables } from './vault/tables.ts';

/** Every table of the server. A row type without a declaration in one of these does not compile. */
export const schema = createSchema([
  organisationTables,
  auditTables,
  pastDayTables,
  centreTables,
  signInTables,
  scimTables,
  phrasebookTables,
  circleTables,
  carryTables,
  vaultTables,
  incidentTables,
  debriefTables,
  dayTables,
]);
