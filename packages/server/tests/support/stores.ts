import { afterAll, beforeAll, vi } from 'vitest';
import { schema } from '../../src/features/schema.ts';
import { openStore, type Store, type StoreConfig, type StoreOptions } from '../../src/platform/store/index.ts';
import { newEmbeddedFolder, removeFolder } from './embedded.ts';
import { startPostgres, type TestPostgres } from './postgres.ts';
import { newMigratedFolder, preparedPostgres } from './prepared.ts';

export const storeKinds = ['embedded', 'postgres'] as const;

export interface TestStores {
  /** A store with a database of its own, closed after the tests. With `migrateTo` it starts without tables. */
  open(kind: StoreConfig['kind'], options?: StoreOptions): Promise<Store>;
  /** Closes this store after the tests. */
  keep(opening: Promise<Store>): Promise<Store>;
  /** Makes a new database of this kind with every table and no rows, and returns its configuration. */
  newConfig(kind: StoreConfig['kind']): Promise<StoreConfig>;
  /** Makes a new database of this kind without tables, and returns its configuration. */
  emptyConfig(kind: StoreConfig['kind']): Promise<StoreConfig>;
}

/** Provides databases of both kinds for the tests of the calling file. */
export const useStores = (): TestStores => {
  // A start of the embedded database takes seconds of processor time, which a busy machine stretches.
  vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
  let postgres: TestPostgres;
  const opened: Store[] = [];
  const folders: string[] = [];

  beforeAll(async () => {
    postgres = await startPostgres(await preparedPostgres());
  });
  afterAll(async () => {
    await Promise.all(opened.map((store) => store.close()));
    await postgres.stop();
    folders.forEach(removeFolder);
  });

  const configIn = (folder: string): StoreConfig => {
    folders.push(folder);
    return { kind: 'embedded', folder };
  };
  const newConfig = async (kind: StoreConfig['kind']): Promise<StoreConfig> =>
    kind === 'postgres' ? { kind, url: await postgres.newCopy() } : configIn(await newMigratedFolder());
  const emptyConfig = async (kind: StoreConfig['kind']): Promise<StoreConfig> =>
    kind === 'postgres' ? { kind, url: await postgres.newDatabase() } : configIn(await newEmbeddedFolder());
  const keep = async (opening: Promise<Store>): Promise<Store> => {
    const store = await opening;
    opened.push(store);
    return store;
  };
  return {
    newConfig,
    emptyConfig,
    keep,
    open: async (kind, options) => keep(openStore(await (options?.migrateTo === undefined ? newConfig : emptyConfig)(kind), schema, options)),
  };
};
