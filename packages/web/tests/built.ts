import { access, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { inject, vi } from 'vitest';

const web = fileURLToPath(new URL('..', import.meta.url));
const configOf = { app: 'vite.config.ts', panel: 'vite.panel.config.ts' } as const;

/**
 * Builds the app or the panel for production, once for all files of a test run; resolves to the folder. To be called one at a
 * time within a file, because the build reads its language from the environment.
 */
export const built = async (page: keyof typeof configOf, locale = 'en'): Promise<string> => {
  const outDir = join(inject('builtIn'), locale === 'en' ? page : `${page}-${locale}`);
  const done = `${outDir}.done`;
  try {
    await mkdir(outDir);
  } catch {
    // Another test file's worker is running this build.
    await vi.waitFor(() => access(done), { timeout: 300_000, interval: 200 });
    return outDir;
  }
  // The test runner says "test", and Vite would then build for development.
  vi.stubEnv('NODE_ENV', 'production');
  vi.stubEnv('ONHOOK_LOCALE', locale);
  try {
    await build({ configFile: join(web, configOf[page]), logLevel: 'error', build: { outDir, emptyOutDir: true } });
    await writeFile(done, '');
  } catch (error) {
    await rm(outDir, { recursive: true, force: true });
    throw error;
  } finally {
    vi.unstubAllEnvs();
  }
  return outDir;
};
