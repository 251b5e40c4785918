/** Databases at the newest migration, prepared once per test run and copied: migrating one takes seconds. */
import { cpSync, mkdtempSync } from 'node:fs';
import path from 'node:path';
import { oncePerRun } from '../../../../scripts/tests/once.ts';
import { newEmbeddedFolder, removeFolder, temporary } from './embedded.ts';
import { copyPostgres, startPostgres } from './postgres.ts';
import { openTestStore } from './store.ts';

/** A new folder with an embedded database that has every table and no rows. To be removed with `removeFolder`. */
export const newMigratedFolder = async (): Promise<string> => {
  const prepared = await oncePerRun('embedded', async (made) => {
    const draft = await newEmbeddedFolder();
    await (await openTestStore({ kind: 'embedded', folder: draft })).close();
    cpSync(path.join(draft, 'data'), path.join(made, 'data'), { recursive: true });
    removeFolder(draft);
  });
  const folder = mkdtempSync(path.join(temporary(), 'onhook-store-'));
  cpSync(path.join(prepared, 'data'), path.join(folder, 'data'), { recursive: true });
  return folder;
};

const migrated = 'migrated';

/** Name of a database with every table and no rows, and the folder of a stopped PostgreSQL that has it: the options for `startPostgres`. */
export const preparedPostgres = async (): Promise<{ readonly from: string; readonly template: string }> => {
  const from = await oncePerRun('postgres', async (made) => {
    const postgres = await startPostgres();
    await (await openTestStore({ kind: 'postgres', url: await postgres.newDatabase(migrated) })).close();
    await postgres.stop((data) => copyPostgres(data, made));
  });
  return { from, template: migrated };
};
