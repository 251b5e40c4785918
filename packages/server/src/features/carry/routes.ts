import { saveCarryItem } from '@onhook/contract';
import { asId, type CarryItemId, type CentreId } from '@onhook/core/ids';
import type { Clock } from '@onhook/phones/port';
import { actorsOwn, probeAgents } from '../../platform/access/index.ts';
import { routesOf } from '../../platform/http/route.ts';
import type { Store } from '../../platform/store/index.ts';
import { upsertCarryItem } from './queries.ts';

export interface CarryDeps {
  readonly centre: CentreId;
  readonly clock: Clock;
  readonly store: Store;
}

const { route } = routesOf<CarryDeps>();

export const carryRoutes = [
  route({
    contract: saveCarryItem,
    access: { about: 'the times of a carry item', allow: { agent: ['own'] } },
    resource: actorsOwn('own-carry-list'),
    probes: probeAgents(({ person }) => ({ params: { item: `item-of-${person}` } })),
    handler: async ({ resource: person }, { params, body: { dueAt, doneAt, deleted }, deps: { centre, clock, store } }) => {
      await upsertCarryItem(store.db, {
        centre,
        person,
        item: asId<CarryItemId>(params.item),
        due_at: deleted ? null : dueAt,
        done_at: deleted ? null : doneAt,
        deleted,
        changed_at: clock.now(),
      });
      return {};
    },
  }),
] as const;
