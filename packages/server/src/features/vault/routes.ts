import * as contract from '@onhook/contract';
import type { CentreId } from '@onhook/core/ids';
import type { Clock } from '@onhook/phones/port';
import { actorsOwn, type RoleAccess } from '../../platform/access/index.ts';
import { routesOf } from '../../platform/http/route.ts';
import { Refused } from '../../platform/result.ts';
import type { Store } from '../../platform/store/index.ts';
import { deleteVaultOf, putKeysOf, readVaultOf, writeVaultOf } from './queries.ts';

export interface VaultDeps {
  readonly centre: CentreId;
  readonly clock: Clock;
  readonly store: Store;
}

const { route } = routesOf<VaultDeps>();

/** A signed-in person's own vault. No role gets another person's vault, and the server can't read any. */
const ownVault = actorsOwn('own-vault');
const own = (about: string): RoleAccess => ({ about, allow: { everyone: ['own'] } });

export const vaultRoutes = [
  route({
    contract: contract.readVault,
    access: own('a vault, sealed'),
    resource: ownVault,
    handler: async ({ resource: person }, { query, deps: { centre, store } }) => {
      const found = await readVaultOf(store.db, centre, person, Number(query.since));
      const owner = { centre, person };
      if (!found) return { ...owner, keys: null, head: null, items: [] };
      const { vault, items } = found;
      return {
        ...owner,
        keys: { version: vault.keys_version, sealed: vault.keys, card: vault.card },
        head: vault.head === null ? null : { version: vault.head_version, sealed: vault.head },
        items,
      };
    },
  }),
  route({
    contract: contract.putVaultKeys,
    access: own('the keys of a vault, sealed'),
    resource: ownVault,
    handler: async ({ resource: person }, { body: { version, sealed, card, head }, deps: { centre, clock, store } }) => {
      const put = await putKeysOf(store.db, { centre, person, version, keys: sealed, card, head, at: clock.now() });
      if (!put) throw new Refused('no-longer-possible', 'the keys do not follow the version before');
      return {};
    },
  }),
  route({
    contract: contract.writeVault,
    access: own('the content of a vault, sealed'),
    resource: ownVault,
    handler: async ({ resource: person }, { body, deps: { centre, clock, store } }) => {
      const names = body.put.map(({ item }) => item);
      if (new Set([...names, ...body.deleted]).size < names.length + body.deleted.length) throw new Refused('bad-input', 'an item is named twice');
      const written = await writeVaultOf(store.db, centre, person, { ...body, at: clock.now() });
      if (written === 'not-found') throw new Refused('not-found');
      if (written !== 'written') throw new Refused('no-longer-possible', written);
      return {};
    },
  }),
  route({
    contract: contract.deleteVault,
    access: own('a vault'),
    resource: ownVault,
    handler: async ({ resource: person }, { deps: { centre, clock, store } }) => {
      await deleteVaultOf(store.db, centre, person, clock.now());
      return {};
    },
  }),
] as const;
