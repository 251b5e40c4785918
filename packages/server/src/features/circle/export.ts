import { asId, type PersonId } from '@onhook/core/ids';
import type { ExportPart } from '../my-data/index.ts';
import { circleLinksOf } from './queries.ts';
import { toCircleLinks } from './views.ts';

/** The colleagues in the person's circle, those they invited, and those who invited them. */
export const circleExport: ExportPart = {
  name: 'circle',
  tables: ['circle_tie'],
  read: async ({ db, centre }, me) => {
    const { members, invited, askingMe } = toCircleLinks(me, await circleLinksOf(db, centre, me));
    return {
      rows: [
        ...members.map((colleague) => ({ ...colleague, state: 'member' })),
        ...invited.map((colleague) => ({ ...colleague, state: 'invited' })),
        ...askingMe.map((colleague) => ({ ...colleague, state: 'asking-me' })),
      ],
      about: askingMe.map(({ person }) => asId<PersonId>(person)),
    };
  },
};
