import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { vi } from 'vitest';
import { oncePerRun } from '../../../scripts/tests/once.ts';

const web = fileURLToPath(new URL('..', import.meta.url));
const configOf = { app: 'vite.config.ts', panel: 'vite.panel.config.ts' } as const;

/**
 * Builds the app or the panel for production, once for all files of a test run; resolves to the folder. To be called one at a
 * time within a file, because the build reads its language from the environment.
 */
export const built = (page: keyof typeof configOf, locale = 'en'): Promise<string> =>
  oncePerRun(locale === 'en' ? page : `${page}-${locale}`, async (outDir) => {
    // The test runner says "test", and Vite would then build for development.
    vi.stubEnv('NODE_ENV', 'production');
    vi.stubEnv('ONHOOK_LOCALE', locale);
    try {
      await build({ configFile: join(web, configOf[page]), logLevel: 'error', build: { outDir, emptyOutDir: true } });
    } finally {
      vi.unstubAllEnvs();
    }
  });
