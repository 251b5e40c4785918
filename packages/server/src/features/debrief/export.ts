import { asId, type PersonId } from '@onhook/core/ids';
import type { ExportPart } from '../my-data/index.ts';
import { answersTo, timeGrantsOf, notesOf, requestsOf } from './queries.ts';
import { peopleIn, toDebriefView } from './views.ts';
import { namesOf } from '../../platform/organisation/index.ts';

const noLimit = Number.MAX_SAFE_INTEGER;

/** The requests that the person made and those addressed to them, with the time given and the notes, as on their screen. */
export const debriefExport: ExportPart = {
  name: 'debrief',
  tables: ['debrief_request', 'debrief_gift'],
  read: async ({ db, centre, now }, me) => {
    const rows = await requestsOf(db, centre, me, 0, noLimit);
    const requests = rows.map(({ request }) => request);
    const gifts = await timeGrantsOf(db, centre, requests);
    const { mine, forMe } = toDebriefView(
      rows,
      { leads: [], circle: [] },
      {
        now,
        me,
        gifts,
        names: await namesOf(db, centre, peopleIn(rows, gifts)),
        notes: await notesOf(db, centre, requests),
        answers: await answersTo(db, centre, rows.flatMap(({ share }) => share ?? [])),
        // The actions that a request offers are not personal data.
        mayGive: () => false,
        queuesOf: () => [],
        next: new Map(),
      },
    );
    return {
      rows: [...mine, ...forMe.map(({ mayGive: _mayGive, queues: _queues, ...request }) => request)],
      about: forMe.map(({ from }) => asId<PersonId>(from.person)),
    };
  },
};
