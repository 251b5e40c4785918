import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const web = fileURLToPath(new URL('..', import.meta.url));

const load = async (input) => {
  const folder = await mkdtemp(join(web, 'node_modules/.load-')).catch(() => mkdtemp(join(web, '../../node_modules/.load-')));
  const outfile = join(folder, 'module.mjs');
  try {
    await build({
      ...input,
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

/** Imports a TypeScript module of this package from a script. */
export const loadTs = (path) => load({ entryPoints: [join(web, path)] });

/** Imports TypeScript that is given as text. Its own imports are relative to `folder`. */
export const loadTsText = (contents, folder) => load({ stdin: { contents, resolveDir: folder, loader: 'ts' } });
