// Types, lint, unused code and the laws of the house. Prints one line a check; stops at the first that fails.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fail, root, say } from './lib.mjs';

const bin = (name) => join(root, 'node_modules/.bin', name);
const run = (name, command, args, judge = (done) => done.status === 0) => {
  const done = spawnSync(command, args, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  const output = `${done.stdout ?? ''}${done.stderr ?? ''}`.split('\n').filter((line) => !line.startsWith('npm warn')).join('\n');
  if (!judge(done, output)) fail(`${output}\n${name}: failed`);
  say(`${name}: clean`);
};

/** A dependency checker that sees no modules is happy about anything. */
const leastModules = 100;

run('messages', process.execPath, [join(root, 'packages/web/scripts/messages.mjs')]);
run('types', bin('tsc'), ['-p', 'tsconfig.json', '--noEmit']);
run('types, core alone', bin('tsc'), ['-p', 'packages/core/tsconfig.json', '--noEmit']);
run('types, vault', bin('tsc'), ['-p', 'packages/vault/tsconfig.json', '--noEmit']);
run('types, web', bin('tsc'), ['-p', 'packages/web/tsconfig.json', '--noEmit']);
run('types, web tests', bin('tsc'), ['-p', 'packages/web/tests/tsconfig.json', '--noEmit']);
run('types, embedding', bin('tsc'), ['-p', 'e2e/embedding/tsconfig.json', '--noEmit']);
run('types, panel on a real server', bin('tsc'), ['-p', 'e2e/panel/tsconfig.json', '--noEmit']);
run('lint', bin('oxlint'), []);
run('laws', bin('depcruise'), ['packages', 'e2e', 'bench', '--config', '.dependency-cruiser.cjs'], (done, output) => {
  const seen = Number(/\((\d+) modules/.exec(output)?.[1] ?? 0);
  return done.status === 0 && seen >= leastModules;
});
run('unused', bin('knip'), ['--no-progress']);
