import { circleExport } from './circle/export.ts';
import { debriefExport } from './debrief/export.ts';
import { incidentExport, incidentWorkExport } from './incidents/export.ts';
import { phraseExport } from './phrasebook/export.ts';
import { shareExport } from './vault/export.ts';

/** Parts of a person's data export that use a feature's own view. All other tables are exported by column. */
export const exportParts = [circleExport, shareExport, phraseExport, incidentExport, incidentWorkExport, debriefExport] as const;
