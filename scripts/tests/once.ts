import { access, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inject, vi } from 'vitest';

/**
 * Makes a folder once per test run, for all test files; resolves to it once it is complete.
 *
 * @param make fills the empty folder. If it fails, the next caller tries again.
 * @example await oncePerRun('pages', (folder) => build({ outDir: folder }))
 */
export const oncePerRun = async (name: string, make: (folder: string) => Promise<unknown>): Promise<string> => {
  const folder = join(inject('runFolder'), name);
  const done = `${folder}.done`;
  const claimed = await mkdir(folder).then(
    () => true,
    () => false,
  );
  if (!claimed) {
    // Another test file's worker makes it.
    await vi.waitFor(() => access(done), { timeout: 300_000, interval: 100 });
    return folder;
  }
  try {
    await make(folder);
    await writeFile(done, '');
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  return folder;
};

declare module 'vitest' {
  export interface ProvidedContext {
    runFolder: string;
  }
}
