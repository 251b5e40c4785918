// npm run bench: measures everything in bench/, or `npm run bench -- NAME …`. Options: --json, one JSON object a figure
// and line; --quick, fewer samples; --no-build, take packages and pages as they are.
import { build } from 'esbuild';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { checkNode, fail, install, root, run, print } from './lib.mjs';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean' }, quick: { type: 'boolean' }, 'no-build': { type: 'boolean' } },
});
const sources = (folder) => readdirSync(join(root, folder)).filter((name) => name.endsWith('.ts'));
const known = sources('bench').map((name) => name.slice(0, -3));
const wanted = positionals.length > 0 ? positionals : known;
for (const name of wanted) if (!known.includes(name)) fail(`There is no bench "${name}": ${known.join(', ')}.`);

checkNode();
if (!options['no-build']) {
  // Output of these commands goes to standard error, so that it stays out of the lines of --json.
  install({ stdio: ['ignore', 2, 2] });
  run(process.execPath, [join(root, 'scripts/build.mjs')], { stdio: ['ignore', 2, 2] });
}

/** Bundles all benches and programs into one folder, so that they find each other and the database's worker by name. */
const bundle = async () => {
  const cache = join(root, 'node_modules/.cache/onhook');
  mkdirSync(cache, { recursive: true });
  const outdir = mkdtempSync(join(cache, 'bench-'));
  const entries = [
    ...sources('bench').map((name) => ({ in: join(root, 'bench', name), out: name.slice(0, -3) })),
    ...sources('bench/programs').map((name) => ({ in: join(root, 'bench/programs', name), out: `program-${name.slice(0, -3)}` })),
    { in: join(root, 'packages/server/src/platform/store/embedded/pglite-worker.mjs'), out: 'pglite-worker' },
  ];
  const { dependencies } = JSON.parse(readFileSync(join(root, 'packages/server/package.json'), 'utf8'));
  await build({
    entryPoints: entries,
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    external: [...Object.keys(dependencies).filter((name) => !name.startsWith('@onhook/')), 'playwright-core', 'esbuild'],
    logLevel: 'warning',
  });
  return outdir;
};

const number = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });
const amount = (value) => (Math.abs(value) >= 1000 ? Math.round(value).toLocaleString('en') : number.format(value));
const columns = (name, value, unit, baseline, ratio, target, note) =>
  `${name.padEnd(46)}${value.padStart(11)} ${unit.padEnd(9)}${baseline.padStart(11)}${ratio.padStart(8)}  ${target.padEnd(19)} ${note}`.trimEnd();
const row = ({ name, value, unit, baseline, ratio, target = '', note = '' }) =>
  columns(name, amount(value), unit, amount(baseline), ratio.toFixed(2), target, note);

const runOne = (folder, name) =>
  new Promise((resolve) => {
    const env = { ...process.env, BENCH_ROOT: root, BENCH_QUICK: options.quick ? '1' : '' };
    const child = spawn(process.execPath, ['--expose-gc', join(folder, `${name}.mjs`)], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    createInterface({ input: child.stdout }).on('line', (line) => print(options.json ? line : row(JSON.parse(line))));
    child.once('close', (code) => resolve(code ?? 1));
  });

const folder = await bundle();
let failed = 0;
try {
  if (!options.json) print(columns('figure', 'value', '', 'baseline', 'ratio', 'target', ''));
  for (const name of wanted) failed += (await runOne(folder, name)) === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(failed === 0 ? 0 : 1);
