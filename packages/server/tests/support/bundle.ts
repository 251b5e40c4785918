import { build } from 'esbuild';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const server = fileURLToPath(new URL('../..', import.meta.url));
// The folder is inside the repository, so that packages outside the bundle are found in its node_modules.
const cache = path.join(server, '../../node_modules/.cache/onhook');

/** Bundles a program as the product is bundled: one file, and the database's worker beside it. */
export const bundleProgram = async (entry: URL): Promise<{ file: string; remove(): void }> => {
  mkdirSync(cache, { recursive: true });
  const outdir = mkdtempSync(path.join(cache, 'bundle-'));
  await build({
    entryPoints: {
      program: fileURLToPath(entry),
      'pglite-worker': path.join(server, 'src/platform/store/embedded/pglite-worker.mjs'),
    },
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: ['@electric-sql/pglite', 'pg-native'],
    // CommonJS dependencies load Node's own modules with `require`.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    logLevel: 'error',
  });
  return { file: path.join(outdir, 'program.mjs'), remove: () => rmSync(outdir, { recursive: true, force: true }) };
};
