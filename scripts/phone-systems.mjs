// Derives from the folders of packages/phones/src that have an adapter.ts: the list src/adapters.generated.ts, and the
// phone systems' rows of docs/configuration.md. With --check it changes nothing and fails where they are out of date.
import { build } from 'esbuild';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const folder = join(dirname(fileURLToPath(import.meta.url)), '../packages/phones');
const source = join(folder, 'src');
const list = join(source, 'adapters.generated.ts');
const configuration = join(folder, '../../docs/configuration.md');
const isCheck = process.argv.includes('--check');

const kinds = readdirSync(source, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(join(source, entry.name, 'adapter.ts')))
  .map(({ name }) => name)
  .sort();
const misnamed = kinds.find((kind) => !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(kind));
if (misnamed) throw new Error(`packages/phones/src/${misnamed}: small letters, digits and single hyphens only`);

const identifierOf = (kind) => kind.replaceAll(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());
const listText = [
  '// Written by scripts/phone-systems.mjs: one line for each folder that has an adapter.ts. Changes here are overwritten.',
  "import type { PhoneAdapter } from './adapter.ts';",
  ...kinds.map((kind) => `import { adapter as ${identifierOf(kind)} } from './${kind}/adapter.ts';`),
  '',
  '/** Every kind of phone system, in alphabetical order. */',
  `export const adapters: readonly PhoneAdapter[] = [${kinds.map(identifierOf).join(', ')}];`,
  '',
].join('\n');

const stale = [];
const put = (file, name, text) => {
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
  stale.push(name);
  if (!isCheck) writeFileSync(file, text);
};
put(list, 'packages/phones/src/adapters.generated.ts', listText);

/** Loads the adapters, TypeScript and all. The bundle is written beside the sources, where bare imports resolve. */
const load = async () => {
  const bundle = join(folder, `.adapters-${process.pid}.mjs`);
  try {
    const contents = kinds.map((kind) => `export { adapter as ${identifierOf(kind)} } from './${kind}/adapter.ts';`).join('\n');
    await build({
      stdin: { contents: `${contents}\nexport { settingsOf } from './settings.ts';`, resolveDir: source, loader: 'ts' },
      outfile: bundle,
      bundle: true,
      platform: 'node',
      target: 'node20',
      format: 'esm',
      external: ['zod'],
      logLevel: 'warning',
    });
    return await import(pathToFileURL(bundle).href);
  } finally {
    rmSync(bundle, { force: true });
  }
};

const { settingsOf, ...adapters } = await load();
const rows = kinds.flatMap((kind) => {
  const adapter = adapters[identifierOf(kind)];
  if (adapter.kind !== kind) throw new Error(`packages/phones/src/${kind}/adapter.ts: its kind is "${adapter.kind}", not its folder's name`);
  return settingsOf(adapter).map(({ name, fromFile, byDefault, means, required }) => {
    const why = required ? `; needed to connect ${adapter.title}` : '';
    return `| \`${name}\`${fromFile ? ' †' : ''} | ${byDefault} | ${means}${why} |`;
  });
});
const before = readFileSync(configuration, 'utf8');
const marked = /(<!-- phone systems -->\n)[^]*?(<!-- end -->\n)/;
if (!marked.test(before)) throw new Error('docs/configuration.md: the marks <!-- phone systems --> and <!-- end --> are missing');
const table = ['| setting | default | means |', '|---|---|---|', ...rows].join('\n');
put(configuration, 'docs/configuration.md', before.replace(marked, (_, begin, end) => `${begin}\n${table}\n\n${end}`));

if (stale.length > 0 && isCheck) {
  process.stderr.write(`${stale.join(' and ')}: out of date. Run node scripts/phone-systems.mjs\n`);
  process.exit(1);
}
for (const name of stale) process.stdout.write(`${name}: written\n`);
