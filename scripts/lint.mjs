// Checks types, lint, unused code and the laws of ARCHITECTURE.md, two at a time. Prints a line for each check; stops at the first failure.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fail, root, run as runNow, print } from './lib.mjs';

const bin = (name) => join(root, 'node_modules/.bin', name);

const run = async (command, args) => {
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  const status = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  return { status, output: output.split('\n').filter((line) => !line.startsWith('npm warn')).join('\n') };
};

/** Least number of modules that the dependency checker must find, since it reports no violation when it finds none. */
const leastModules = 100;
const findsModules = ({ status, output }) => status === 0 && Number(/\((\d+) modules/.exec(output)?.[1] ?? 0) >= leastModules;

/** Type checks use TypeScript 7, twice as fast; TypeScript 6 stays for the tools that need a compiler API. A second run checks only what changed. */
const cache = join(root, 'node_modules/.cache/onhook-types');
const types = (name, project) => ({
  name,
  command: process.execPath,
  args: [join(root, 'node_modules/typescript-7/bin/tsc'), '-p', project, '--noEmit', '--incremental', '--tsBuildInfoFile', join(cache, `${project.replaceAll('/', '-')}.tsbuildinfo`)],
});
const checks = [
  types('types', 'tsconfig.json'),
  types('types, web', 'packages/web/tsconfig.json'),
  types('types, web tests', 'packages/web/tests/tsconfig.json'),
  types('types, panel on a real server', 'e2e/panel/tsconfig.json'),
  types('types, vault', 'packages/vault/tsconfig.json'),
  types('types, core alone', 'packages/core/tsconfig.json'),
  types('types, embedding', 'e2e/embedding/tsconfig.json'),
  { name: 'laws', command: bin('depcruise'), args: ['packages', 'e2e', 'bench', '--config', '.dependency-cruiser.cjs'], judge: findsModules },
  { name: 'unused', command: bin('knip'), args: ['--no-progress'] },
  { name: 'lint', command: bin('oxlint'), args: [] },
  { name: 'phone systems', command: process.execPath, args: ['scripts/phone-systems.mjs', '--check'] },
  { name: 'one meaning a name', command: process.execPath, args: ['scripts/duplicate-exports.mjs', '--check'] },
  { name: 'wording', command: process.execPath, args: ['scripts/wording.mjs'] },
  { name: 'incident words', command: process.execPath, args: ['scripts/incident-words.mjs', '--check'] },
];

runNow(process.execPath, [join(root, 'packages/web/scripts/messages.mjs')]);
const waiting = checks[Symbol.iterator]();
const work = async () => {
  for (const { name, command, args, judge = (done) => done.status === 0 } of waiting) {
    const done = await run(command, args);
    if (!judge(done)) fail(`${done.output}\n${name}: failed`);
    print(`${name}: clean`);
  }
};
await Promise.all([work(), work()]);
