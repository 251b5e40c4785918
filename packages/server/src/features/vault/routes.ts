import * as contract from '@onhook/contract';
import type { AppContext } from '../../context.ts';
import { type Doors, Refused, serve } from '../../platform/http/serve.ts';
import { ownVault } from '../../platform/access/index.ts';
import { deleteVaultOf, putKeysOf, readVaultOf, writeVaultOf } from './queries.ts';

export const vaultApi = (doors: Doors, context: AppContext): void => {
  const { store, clock, config } = context;
  const { centre } = config.centre;

  serve(doors, context, contract.readVault, ownVault, async (own, { query }) => {
    const found = await readVaultOf(store.db, centre, own.thing, Number(query.since));
    const whose = { centre, person: own.thing };
    if (!found) return { ...whose, keys: null, head: null, items: [] };
    const { vault, items } = found;
    return {
      ...whose,
      keys: { version: vault.keys_version, sealed: vault.keys, card: vault.card },
      head: vault.head === null ? null : { version: vault.head_version, sealed: vault.head },
      items,
    };
  });

  serve(doors, context, contract.putVaultKeys, ownVault, async (own, { body: { version, sealed, card } }) => {
    const put = await putKeysOf(store.db, { centre, person: own.thing, version, keys: sealed, card, at: clock.now() });
    if (!put) throw new Refused('no-longer-possible', 'the keys are not of the version before');
    return {};
  });

  serve(doors, context, contract.writeVault, ownVault, async (own, { body }) => {
    const names = body.put.map(({ item }) => item);
    if (new Set([...names, ...body.deleted]).size < names.length + body.deleted.length) throw new Refused('bad-input', 'a thing is named twice');
    const written = await writeVaultOf(store.db, centre, own.thing, { ...body, at: clock.now() });
    if (written === 'not-found') throw new Refused('not-found');
    if (written !== 'written') throw new Refused('no-longer-possible', written);
    return {};
  });

  serve(doors, context, contract.deleteVault, ownVault, async (own) => {
    await deleteVaultOf(store.db, centre, own.thing, clock.now());
    return {};
  });
};
