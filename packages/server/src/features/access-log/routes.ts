import { readLooks } from '@onhook/contract';
import type { AppContext } from '../../context.ts';
import { serve, type Doors } from '../../platform/http/serve.ts';
import { ownLooks } from '../../platform/access/index.ts';
import { presentLook } from './views.ts';
import { auditOfPerson } from '../../platform/audit/index.ts';

const mostAPage = 100;

export const looksApi = (doors: Doors, context: AppContext): void => {
  const { store, clock, config } = context;
  serve(doors, context, readLooks, ownLooks, async (own, { query }) => {
    const rows = await auditOfPerson(store.db, config.centre.centre, own.thing, query.before ?? Number.MAX_SAFE_INTEGER, mostAPage + 1);
    const shown = rows.slice(0, mostAPage);
    return {
      serverNow: clock.now(),
      looks: shown.map(presentLook),
      next: rows.length > mostAPage ? (shown.at(-1)?.seq ?? null) : null,
    };
  });
};
