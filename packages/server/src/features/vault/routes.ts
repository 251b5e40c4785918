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

/** A signed-in person's own vault. No role may read another person's vault, not even its ciphertext. */
const ownVault = actorsOwn('own-vault');
const ownAccess = (about: string): RoleAccess => ({ about, allow: { everyone: ['own'] } });

export const vaultRoutes = [
  route({
    contract: contract.readVault,
    access: ownAccess('a vault, sealed'),
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
    access: ownAccess('the keys of a vault, sealed'),
    resource: ownVault,
    handler: async ({ resource: person }, { body: { version, sealed, card, head }, deps: { centre, clock, store } }) => {
      const isStored = await putKeysOf(store.db, { centre, person, version, keys: sealed, card, head, at: clock.now() });
      if (!isStored) throw new Refused('no-longer-possible', 'the keys are not the version after the stored one');
      return {};
    },
  }),
  route({
    contract: contract.writeVault,
    access: ownAccess('the content of a vault, sealed'),
    resource: ownVault,
    handler: async ({ resource: person }, { body, deps: { centre, clock, store } }) => {
      const putItems = body.put.map(({ item }) => item);
      if (new Set([...putItems, ...body.deleted]).size < putItems.length + body.deleted.length) throw new Refused('bad-input', 'an item occurs twice');
      const result = await writeVaultOf(store.db, centre, person, { ...body, at: clock.now() });
      if (result === 'not-found') throw new Refused('not-found');
      if (result !== 'written') throw new Refused('no-longer-possible', result);
      return {};
    },
  }),
  route({
    contract: contract.deleteVault,
    access: ownAccess('a vault'),
    resource: ownVault,
    handler: async ({ resource: person }, { deps: { centre, clock, store } }) => {
      await deleteVaultOf(store.db, centre, person, clock.now());
      return {};
    },
  }),
] as const;
