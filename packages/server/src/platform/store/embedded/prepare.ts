import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, open, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { StoreFull, StoreUnavailable } from '../errors.ts';

/** Worker script, which has the same name beside the sources and beside the bundle. */
export const workerFile = fileURLToPath(new URL('./pglite-worker.mjs', import.meta.url));

const PREPARING = 'preparing-';

// Preparing runs in a separate process: it takes 800 MB, which a worker would keep for as long as the server runs.
const runPreparation = (folder: string): Promise<void> =>
  new Promise((resolve, reject) => {
    execFile(process.execPath, [workerFile, folder], (error, _stdout, stderr) => {
      if (!error) return resolve();
      const full = /ENOSPC|EDQUOT|No space left/.test(stderr);
      const lastLines = stderr.trim().split('\n').slice(-12).join('\n');
      reject(
        full
          ? new StoreFull(`no disk space left to prepare the embedded database in ${folder}`, { cause: error })
          : new StoreUnavailable(`the embedded database could not be prepared: ${lastLines || error.message}`, {
              cause: error,
            }),
      );
    });
  });

const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
};

/** Makes `<folder>/data` if it doesn't exist, completely or not at all. The caller must hold the folder's lock. */
export const prepareData = async (folder: string, onFirstStart: () => void): Promise<void> => {
  const data = path.join(folder, 'data');
  if (existsSync(data)) return;
  onFirstStart();
  for (const name of await readdir(folder)) {
    if (name.startsWith(PREPARING)) await rm(path.join(folder, name), { recursive: true, force: true });
  }
  const preparing = await mkdtemp(path.join(folder, PREPARING));
  try {
    await runPreparation(preparing);
    await rename(preparing, data);
    await syncFolder(folder);
  } catch (error) {
    await rm(preparing, { recursive: true, force: true });
    throw error;
  }
};
