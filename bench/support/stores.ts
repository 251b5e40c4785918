import type { StoreConfig } from '../../packages/server/src/platform/store/index.ts';
import { newEmbeddedFolder, removeFolder } from '../../packages/server/tests/support/embedded.ts';
import { startPostgres } from '../../packages/server/tests/support/postgres.ts';

/** Runs with a new, empty store that confirms its writes to the disk, and removes it afterwards. */
export const withStoreConfig = async (kind: StoreConfig['kind'], use: (config: StoreConfig) => Promise<void>): Promise<void> => {
  if (kind === 'embedded') {
    const folder = await newEmbeddedFolder();
    await use({ kind, folder }).finally(() => removeFolder(folder));
  } else {
    const postgres = await startPostgres({ fsync: true });
    await use({ kind, url: await postgres.newDatabase() }).finally(() => postgres.stop());
  }
};
