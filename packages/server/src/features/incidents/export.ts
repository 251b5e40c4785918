import type { ExportPart } from '../my-data/index.ts';
import { incidentsHandledBy, incidentsOf } from './queries.ts';
import { toIncidentView, toTeamIncident } from './views.ts';

/** The incidents that the person released. */
export const incidentExport: ExportPart = {
  name: 'incidents',
  tables: ['incident'],
  read: async ({ db, centre }, person) => ({ rows: (await incidentsOf(db, centre, person)).map(toIncidentView), about: [] }),
};

/** Other people's incidents in which the person did a duty or asked for a measure. Like a lead's list, without the agent's text. */
export const incidentWorkExport: ExportPart = {
  name: 'incidentsHandled',
  tables: ['incident_duty'],
  read: async ({ db, centre }, person) => {
    const handled = await incidentsHandledBy(db, centre, person);
    return {
      rows: handled.map((row) => ({
        ...toTeamIncident(row),
        customer: row.customer_asked_by === person ? { measure: row.customer_measure, askedAt: row.customer_asked_at } : null,
      })),
      about: handled.map((row) => row.person),
    };
  },
};
