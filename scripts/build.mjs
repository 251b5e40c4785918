// Builds the product: the server and its packages as one bundle, the app and the panel as pages. Does nothing while the sources are those of the last build.
import { build } from 'esbuild';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { filesUnder, hashOf, root, run } from './lib.mjs';

const server = join(root, 'packages/server');
for (const script of ['phone-systems', 'incident-words']) run(process.execPath, [join(root, `scripts/${script}.mjs`)]);

const isSource = (file) => !/\.test\.tsx?$|^packages\/[^/]+\/(tests|fixtures|vectors)\//.test(file);
const from = hashOf(['package-lock.json', 'scripts/build.mjs', ...filesUnder('packages').filter(isSource)]);
/** Records the sources of a complete build; lies in the output, so that it goes when the output is removed. */
const stamps = [join(server, 'dist/built-from'), join(root, 'packages/web/dist/built-from')];
if (stamps.every((stamp) => existsSync(stamp) && readFileSync(stamp, 'utf8') === from)) process.exit(0);
for (const stamp of stamps) rmSync(stamp, { force: true });

await build({
  entryPoints: [
    { in: join(server, 'src/cli/onhook.ts'), out: 'onhook' },
    { in: join(server, 'src/platform/store/embedded/pglite-worker.mjs'), out: 'pglite-worker' },
  ],
  outdir: join(server, 'dist'),
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  sourcemap: 'linked',
  // One file starts in half the processor time of hundreds. PGlite finds its own files beside itself; pg-native is optional and not used.
  external: ['@electric-sql/pglite', 'pg-native'],
  // Packages in CommonJS call require.
  banner: { js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);" },
  logLevel: 'warning',
});
const vite = join(root, 'node_modules/vite/bin/vite.js');
const dist = join(root, 'packages/web/dist');
const buildPages = (config, env = {}) =>
  run(process.execPath, [vite, 'build', '--logLevel', 'warn', '-c', config], {
    cwd: join(root, 'packages/web'),
    env: { ...process.env, ...env },
  });

buildPages('vite.config.ts');
buildPages('vite.embed.config.ts');
// The panel is built once for each language, into one folder: files that are the same in all languages have the same name.
rmSync(join(dist, 'panel'), { recursive: true, force: true });
for (const locale of readdirSync(join(root, 'packages/web/messages'))) {
  buildPages('vite.panel.config.ts', { ONHOOK_LOCALE: locale });
  renameSync(join(dist, 'panel/index.html'), join(dist, `panel/${locale}.html`));
}

// Compressed copies of the pages, for browsers that accept them.
for (const name of readdirSync(dist, { recursive: true })) {
  if (!/\.(js|css|html|svg)$/.test(name)) continue;
  const bytes = readFileSync(join(dist, name));
  writeFileSync(join(dist, `${name}.gz`), gzipSync(bytes, { level: 9 }));
  writeFileSync(join(dist, `${name}.br`), brotliCompressSync(bytes));
}

for (const stamp of stamps) writeFileSync(stamp, from);
