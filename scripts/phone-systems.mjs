// Derives from the folders of packages/phones/src that have an adapter.ts: the list src/adapters.generated.ts, and the
// phone systems' rows of docs/configuration.md. With --check it changes nothing and fails where they are out of date.
import { build } from 'esbuild';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, writeDerived } from './lib.mjs';

const folder = join(root, 'packages/phones');
const source = join(folder, 'src');

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
const before = readFileSync(join(root, 'docs/configuration.md'), 'utf8');
const marked = /(<!-- phone systems -->\n)[^]*?(<!-- end -->\n)/;
if (!marked.test(before)) throw new Error('docs/configuration.md: the marks <!-- phone systems --> and <!-- end --> are missing');
const table = ['| setting | default | means |', '|---|---|---|', ...rows].join('\n');
writeDerived('scripts/phone-systems.mjs', [
  ['packages/phones/src/adapters.generated.ts', listText],
  ['docs/configuration.md', before.replace(marked, (_, begin, end) => `${begin}\n${table}\n\n${end}`)],
]);
