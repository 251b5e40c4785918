import { keepCarryItem } from '@onhook/contract';
import { asId, type CarryItemId } from '@onhook/core/ids';
import type { AppContext } from '../../context.ts';
import { type Doors, serve } from '../../platform/http/serve.ts';
import { ownCarryList } from '../../platform/access/index.ts';
import { putCarryItem } from './queries.ts';

export const carryApi = (doors: Doors, context: AppContext): void => {
  const { store, clock, config } = context;
  serve(doors, context, keepCarryItem, ownCarryList, async (own, { params, body }) => {
    const { dueAt, doneAt, deleted } = body;
    await putCarryItem(store.db, {
      centre: config.centre.centre,
      person: own.thing,
      item: asId<CarryItemId>(params.item),
      due_at: deleted ? null : dueAt,
      done_at: deleted ? null : doneAt,
      deleted,
      changed_at: clock.now(),
    });
    return {};
  });
};
