import { schema } from '../../src/features/schema.ts';
import { openStore as openWith, type Store, type StoreConfig, type StoreOptions } from '../../src/platform/store/index.ts';

export * from '../../src/centre/queries/calls.ts';
export * from '../../src/centre/queries/event-log.ts';
export * from '../../src/centre/queries/floor-owner.ts';
export * from '../../src/centre/queries/ledger.ts';
export * from '../../src/centre/queries/lines.ts';
export * from '../../src/centre/queries/offers.ts';
export * from '../../src/centre/queries/recoveries.ts';
export * from '../../src/centre/queries/resets.ts';
export * from '../../src/centre/queries/snapshots.ts';
export * from '../../src/centre/queries/usual.ts';
export * from '../../src/features/carry/queries.ts';
export * from '../../src/features/circle/queries.ts';
export * from '../../src/features/debrief/queries.ts';
export * from '../../src/features/incidents/queries.ts';
export * from '../../src/features/phrasebook/queries.ts';
export * from '../../src/features/scim/queries.ts';
export * from '../../src/features/sign-in/queries/attempts.ts';
export * from '../../src/features/sign-in/queries/frame-codes.ts';
export * from '../../src/features/sign-in/queries/identities.ts';
export * from '../../src/features/sign-in/queries/links.ts';
export * from '../../src/features/sign-in/queries/passkeys.ts';
export * from '../../src/features/sign-in/queries/sessions.ts';
export * from '../../src/features/vault/queries.ts';
export * from '../../src/features/vault/share-queries.ts';
export * from '../../src/platform/audit/index.ts';
export * from '../../src/platform/organisation/index.ts';
export { backup, json, restore, type BackupOptions, type Db, type Store, type StoreConfig, type StoreOptions } from '../../src/platform/store/index.ts';
export { allowErasure } from '../../src/platform/store/index.ts';
export { BackupDamaged, BackupEncrypted, StoreFull, StoreLocked, StoreNotEmpty, StoreTooNew } from '../../src/platform/store/index.ts';

/** Opens a store with every table of the server. */
export const openTestStore = (config: StoreConfig, options?: StoreOptions): Promise<Store> => openWith(config, schema, options);
