/** Plants one violation of each law in a copy of the repository, runs the checks there, and expects each to be caught. */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface Violation {
  readonly law: string;
  readonly file: string;
  readonly code: string;
  /** The rule that has to name the file. */
  readonly rule: string;
}

const importing = (law: string, rule: string, file: string, imported: string): Violation => ({
  law,
  rule,
  file,
  code: `import * as planted from '${imported}';\nexport const use = planted;\n`,
});

/** Caught by dependency-cruiser. */
const imports: readonly Violation[] = [
  importing('core imports no other package', 'core-imports', 'packages/core/src/ledger/planted.ts', '@onhook/contract'),
  importing('core imports no library', 'core-is-pure', 'packages/core/src/call/planted.ts', 'zod'),
  importing('contract imports only core', 'contract-imports', 'packages/contract/src/planted.ts', '@onhook/vault'),
  importing('phones imports no server', 'phones-imports', 'packages/phones/src/planted.ts', '@onhook/server/store'),
  importing('the simulated floor imports only core', 'floor-sim-imports', 'packages/floor-sim/src/planted.ts', '@onhook/phones/webhook-client'),
  importing('server imports no browser code', 'server-imports', 'packages/server/src/planted.ts', '@onhook/vault'),
  importing('web imports no server', 'web-imports', 'packages/web/src/features/carry/panel/planted3.ts', '@onhook/server/store'),
  importing('vault imports nothing of ours', 'vault-imports', 'packages/vault/src/planted.ts', '@onhook/core/ids'),
  importing('a room of core is entered by its door', 'rooms-by-their-door', 'packages/core/src/carry/planted.ts', '../phrasebook/typo.ts'),
  importing('the vault package is entered by its door', 'vault-by-its-door', 'packages/web/src/vault/planted.ts', '../../../vault/src/padding.ts'),
  importing('platform imports no feature', 'server-one-way', 'packages/server/src/platform/http/planted.ts', '../../features/debrief/service.ts'),
  importing('platform does not import the centre', 'server-one-way', 'packages/server/src/platform/jobs/planted.ts', '../../centre/centre-day.ts'),
  importing('the centre imports no feature', 'server-one-way', 'packages/server/src/centre/planted.ts', '../features/debrief/views.ts'),
  importing('the store is entered by its door', 'store-by-its-door', 'packages/server/src/centre/planted2.ts', '../platform/store/db.ts'),
  importing('a feature does not reach into routes of another', 'features-apart', 'packages/server/src/features/carry/planted-routes.ts', '../debrief/routes.ts'),
  importing('a feature knows no program that runs it', 'server-one-way', 'packages/server/src/features/carry/planted-serve.ts', '../../serve.ts'),
  importing('only the command line is on top', 'server-one-way', 'packages/server/src/planted-cli.ts', './cli/main.ts'),
  importing('a feature enters another by its door', 'server-features-by-their-door', 'packages/server/src/features/circle/planted.ts', '../debrief/views.ts'),
  importing('only access makes an Authorized value', 'authorized-comes-from-policies', 'packages/server/src/features/carry/planted.ts', '../../platform/access/actor.ts'),
  importing('design knows no feature', 'web-ground-knows-no-feature', 'packages/web/src/design/planted.ts', '../features/board/app/order.ts'),
  importing('the vault knows no feature', 'web-ground-knows-no-feature', 'packages/web/src/vault/planted2.ts', '../features/carry/shared/slice.ts'),
  importing('the local store knows no feature', 'web-ground-knows-no-feature', 'packages/web/src/local-store/planted.ts', '../features/carry/shared/slice.ts'),
  importing('the browser’s client knows no vault', 'web-ground-in-order', 'packages/web/src/api/planted.ts', '../vault/index.ts'),
  importing('the panel’s side knows no wide room', 'web-sides-apart', 'packages/web/src/features/journal/shared/planted.ts', '../app/journal.tsx'),
  importing('a feature knows no shell', 'web-features-know-no-shell', 'packages/web/src/features/carry/panel/planted.ts', '../../../shells/app/rooms.ts'),
  importing('a feature of the web enters another by its door', 'web-features-by-their-door', 'packages/web/src/features/carry/panel/planted2.ts', '../../journal/shared/path.ts'),
  importing('the panel holds no Base UI', 'panel-is-light', 'packages/web/src/shells/panel/planted.ts', '@base-ui/react'),
  { law: 'no module imports itself in a circle', rule: 'no-cycles', file: 'packages/core/src/carry/planted-circle.ts', code: "import * as itself from './planted-circle.ts';\nexport const use = itself;\n" },
  importing('an import resolves', 'resolvable', 'packages/server/src/platform/audit/planted.ts', './no-such-file.ts'),
];

/** Caught by oxlint. */
const lines: readonly Violation[] = [
  { law: 'core has no clock', rule: 'laws(pure-core)', file: 'packages/core/src/offer/planted-clock.ts', code: 'export const at = (): number => Date.now();\n' },
  { law: 'core has no date of its own', rule: 'laws(pure-core)', file: 'packages/core/src/offer/planted-date.ts', code: 'export const at = (): Date => new Date();\n' },
  { law: 'core has no chance', rule: 'laws(pure-core)', file: 'packages/core/src/offer/planted-chance.ts', code: 'export const pick = (): number => Math.random();\n' },
  { law: 'core does no input or output', rule: 'laws(pure-core)', file: 'packages/core/src/offer/planted-fetch.ts', code: "export const load = (): unknown => fetch('/x');\n" },
  { law: 'the server takes the time from one clock', rule: 'laws(one-clock)', file: 'packages/server/src/features/carry/planted-clock.ts', code: 'export const at = (): number => Date.now() + 1;\n' },
  { law: 'a word that a person reads comes from a message file', rule: 'laws(messages-only)', file: 'packages/web/src/features/carry/panel/planted-text.tsx', code: 'export const Planted = () => <p>Hello there</p>;\n' },
  { law: 'a label comes from a message file', rule: 'laws(messages-only)', file: 'packages/web/src/features/carry/panel/planted-label.tsx', code: 'export const Planted = () => <p aria-label="Hello there" />;\n' },
  { law: 'the browser waits by one scheduler', rule: 'eslint(no-restricted-globals)', file: 'packages/web/src/features/carry/panel/planted-timer.ts', code: 'export const later = (act: () => void): unknown => setTimeout(act, 5);\n' },
  { law: 'the browser has one client of the API', rule: 'eslint(no-restricted-globals)', file: 'packages/web/src/vault/planted-fetch.ts', code: "export const load = (): unknown => fetch('/api/panel');\n" },
  { law: 'the browser has one stream', rule: 'eslint(no-restricted-globals)', file: 'packages/web/src/features/board/app/planted-stream.ts', code: "export const open = (): EventSource => new EventSource('/api/live');\n" },
  { law: 'behaviour depends on capabilities', rule: 'laws(capabilities-only)', file: 'packages/server/src/centre/planted-kind.ts', code: "export const isOurs = (kind: string): boolean => kind === 'asterisk';\n" },
  { law: 'a log line holds nothing that a person wrote', rule: 'laws(logs-no-words)', file: 'packages/server/src/features/carry/planted-log.ts', code: "export const note = (log: { warn(o: object, t: string): void }, text: string): void => log.warn({ text }, 'kept');\n" },
  { law: 'a name says what is done', rule: 'laws(plain-names)', file: 'packages/core/src/offer/planted-name.ts', code: 'export const tellEveryone = (): number => 1;\n' },
  { law: 'a retired name stays retired', rule: 'laws(plain-names)', file: 'packages/web/src/vault/planted-name.ts', code: 'export const printOf = (): number => 1;\n' },
  { law: 'no value is `any`', rule: 'typescript(no-explicit-any)', file: 'packages/core/src/offer/planted-any.ts', code: 'export const value = (given: any): unknown => given;\n' },
];

/** Caught by the compiler. */
const types: readonly Violation[] = [
  { law: 'identifiers are branded', rule: 'TS2322', file: 'packages/server/src/planted-id.ts', code: "import type { PersonId } from '@onhook/core/ids';\nexport const person: PersonId = 'maya';\n" },
  { law: 'an Authorized value is not written by hand', rule: 'TS2', file: 'packages/server/src/planted-authorized.ts', code: "import type { Authorized } from './platform/access/index.ts';\nexport const mine: Authorized<string, 'own-requests'> = { resource: 'maya', as: 'own-requests' };\n" },
];

/** Caught by scripts/duplicate-exports.mjs. */
const names: readonly Violation[] = [
  { law: 'a package exports each name with one meaning', rule: 'value plantedTwice', file: 'packages/core/src/offer/planted-first.ts', code: 'export const plantedTwice = 1;\n' },
  { law: 'a package exports each type once', rule: 'type PlantedTwice', file: 'packages/core/src/carry/planted-first.ts', code: 'export type PlantedTwice = 1;\n' },
];
const others = [
  { file: 'packages/core/src/offer/planted-second.ts', code: 'export const plantedTwice = 2;\n' },
  { file: 'packages/core/src/carry/planted-second.ts', code: 'export type PlantedTwice = 2;\n' },
];

const all = [...imports, ...lines, ...types, ...names];
let copy: string;
let printed: { cruiser: string; oxlint: string; compiler: string; names: string };

const run = (bin: string, args: readonly string[]): string => {
  const { stdout, stderr } = spawnSync(process.execPath, [path.resolve(copy, bin), ...args], { cwd: copy, encoding: 'utf8', maxBuffer: 1 << 28 });
  return `${stdout}${stderr}`;
};

beforeAll(() => {
  copy = mkdtempSync(path.join(os.tmpdir(), 'onhook-laws-'));
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z', '--', '*.ts', '*.tsx', '*.json', '*.cjs', '*.mjs', '*.css', '.oxlintrc.json'], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 });
  for (const file of files.split('\0').filter((name) => name !== '' && !/^(packages\/[^/]+\/(fixtures|tests|messages)|bench|e2e|docs)\//.test(name))) {
    cpSync(path.join(root, file), path.join(copy, file), { recursive: true });
  }
  // Packages find each other in the copy, libraries in the original.
  mkdirSync(path.join(copy, 'node_modules'));
  for (const name of execFileSync('ls', ['-A', path.join(root, 'node_modules')], { encoding: 'utf8' }).trim().split('\n')) {
    if (name !== '@onhook') symlinkSync(path.join(root, 'node_modules', name), path.join(copy, 'node_modules', name));
  }
  mkdirSync(path.join(copy, 'node_modules/@onhook'));
  for (const name of ['contract', 'core', 'floor-sim', 'phones', 'server', 'vault', 'web']) symlinkSync(path.join(copy, 'packages', name), path.join(copy, 'node_modules/@onhook', name));
  for (const { file, code } of [...all, ...others]) writeFileSync(path.join(copy, file), code);
  // The rule follows imports from the panel's entry point, so the entry point has to import the planted file.
  const main = path.join(copy, 'packages/web/src/shells/panel/main.tsx');
  writeFileSync(main, `import './planted.ts';\n${readFileSync(main, 'utf8')}`);
  writeFileSync(
    path.join(copy, 'tsconfig.planted.json'),
    JSON.stringify({ extends: './tsconfig.base.json', compilerOptions: { lib: ['ES2023'], types: ['node'] }, files: types.map(({ file }) => file) }),
  );
  printed = {
    cruiser: run('node_modules/dependency-cruiser/bin/dependency-cruise.mjs', ['packages', '--config', '.dependency-cruiser.cjs', '--output-type', 'err']),
    oxlint: run('node_modules/oxlint/bin/oxlint', ['--format', 'unix']),
    compiler: run('node_modules/typescript-7/bin/tsc', ['-p', 'tsconfig.planted.json', '--noEmit', '--pretty', 'false']),
    names: run('scripts/duplicate-exports.mjs', ['core']),
  };
}, 400_000);

afterAll(() => {
  if (process.env['KEEP_COPY']) process.stderr.write(`${copy}\n${printed.cruiser}`);
  else rmSync(copy, { recursive: true, force: true });
});

const caught = (output: string, { file, rule }: Violation): boolean => output.split('\n').some((line) => line.includes(file) && line.includes(rule));

describe('A law', () => {
  it('Every rule about imports has a planted violation', () => {
    const { forbidden } = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as { readonly forbidden: readonly { readonly name: string }[] };
    expect([...new Set(forbidden.map(({ name }) => name))].filter((name) => !imports.some(({ rule }) => rule === name))).toEqual([]);
  });

  it('Every law of the linter has a planted violation', () => {
    const rules = [...readFileSync(path.join(root, '.oxlintrc.json'), 'utf8').matchAll(/"laws\/([\w-]+)"/g)].map(([, name]) => `laws(${name})`);
    expect([...new Set(rules)].filter((name) => !lines.some(({ rule }) => rule === name))).toEqual([]);
  });

  it.each(names)('The script of names catches a violation of “$law”', (violation) => {
    expect({ isCaught: caught(printed.names, violation), printed: printed.names }).toMatchObject({ isCaught: true });
  });

  it.each(imports)('The checks catch a violation of “$law”', (violation) => {
    const isCaught = caught(printed.cruiser, violation) || (violation.rule === 'panel-is-light' && printed.cruiser.includes('panel-is-light'));
    expect({ ...violation, isCaught, printed: isCaught ? '' : printed.cruiser.slice(0, 4000) }).toMatchObject({ isCaught: true });
  });

  it.each(lines)('The linter catches a violation of “$law”', (violation) => {
    expect({ file: violation.file, isCaught: caught(printed.oxlint, violation), printed: printed.oxlint.split('\n').filter((line) => line.includes(violation.file)) }).toMatchObject({ isCaught: true });
  });

  it.each(types)('The compiler catches a violation of “$law”', (violation) => {
    expect({ file: violation.file, isCaught: caught(printed.compiler, violation), printed: printed.compiler.split('\n').filter((line) => line.includes('planted')).slice(0, 5) }).toMatchObject({ isCaught: true });
  });
});
