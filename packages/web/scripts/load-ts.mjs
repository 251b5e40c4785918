import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const web = fileURLToPath(new URL('..', import.meta.url));

/** Imports a TypeScript module of this package from a script. */
export const loadTs = async (path) => {
  const folder = await mkdtemp(join(web, 'node_modules/.load-')).catch(() => mkdtemp(join(web, '../../node_modules/.load-')));
  const outfile = join(folder, 'module.mjs');
  try {
    await build({
      entryPoints: [join(web, path)],
      bundle: true,
      platform: 'node',
      format: 'esm',
      outfile,
      external: ['axe-core', 'playwright-core', 'vite', 'zod'],
      logLevel: 'error',
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    await rm(folder, { recursive: true });
  }
};
