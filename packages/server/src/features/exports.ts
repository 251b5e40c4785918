import { circleExport } from './circle/export.ts';
import { debriefExport } from './debrief/export.ts';
import { incidentExport, incidentWorkExport } from './incidents/export.ts';
import { phraseExport } from './phrasebook/export.ts';
import { shareExport } from './vault/export.ts';

/** Every part of the export that a feature's view makes. */
export const exportParts = [circleExport, shareExport, phraseExport, incidentExport, incidentWorkExport, debriefExport] as const;
