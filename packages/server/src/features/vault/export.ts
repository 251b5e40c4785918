import { asId, type PersonId } from '@onhook/core/ids';
import type { ExportPart } from '../my-data/index.ts';
import { sharesOf } from './share-queries.ts';
import { toSharesView } from './views.ts';

/** Shares that the person sent or received, without their content. */
export const shareExport: ExportPart = {
  name: 'shares',
  tables: ['share'],
  read: async ({ db, centre }, me) => {
    const { sent, received } = toSharesView(me, await sharesOf(db, centre, me));
    return { rows: [...sent, ...received], about: received.map(({ from }) => asId<PersonId>(from)) };
  },
};
