// npm test: installs, builds, checks the laws and runs every test. As root on Debian it also installs the Debian
// packages for the tests; elsewhere it prints the missing ones.
// npm test -- NAME...: runs the tests of one feature in every package, without lint; see featureTests.
// npm test -- PATH...: runs the test files whose path contains this one, without lint; a path has a slash or a dot.
// Options such as `-t "a title"` go on to the test runner.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildCommand, rootFolder } from '../e2e/rig/builder.mjs';
import { checkNode, fail, filesUnder, install, print, root, run } from './lib.mjs';

const chromium = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const has = {
  chromium: () => existsSync(chromium),
  postgresql: () => existsSync('/usr/lib/postgresql') && readdirSync('/usr/lib/postgresql').some((v) => existsSync(join('/usr/lib/postgresql', v, 'bin/postgres'))),
  debootstrap: () => existsSync('/usr/sbin/debootstrap'),
};
const packages = { chromium: ['chromium'], postgresql: ['postgresql'], debootstrap: ['debootstrap', 'debian-archive-keyring'] };

/** Optional package: the tests run without it, but slower. Some versions of Debian lack it. */
const shell = 'chromium-headless-shell';
const wantsShell = () => !('CHROMIUM_PATH' in process.env) && !existsSync(`/usr/bin/${shell}`);
const isRoot = process.getuid?.() === 0;

const installDebian = () => {
  const missing = Object.keys(has).filter((name) => !has[name]());
  const wanted = missing.flatMap((name) => packages[name]);
  const isDebianRoot = isRoot && existsSync('/etc/debian_version');
  if (!isDebianRoot) {
    if (missing.length > 0) fail(`The tests need ${missing.join(', ')}. On Debian or Ubuntu: sudo apt-get install ${wanted.join(' ')}`);
    return;
  }
  if (missing.length === 0 && !wantsShell()) return;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const add = (names, options) => {
    print(`Installing Debian packages: ${names.join(' ')}`);
    return run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], { env, stdio: ['ignore', 'ignore', 'inherit'], ...options });
  };
  run('apt-get', ['update', '-qq'], { env, mayFail: missing.length === 0 });
  if (wanted.length > 0) add(wanted);
  if (wantsShell()) add([shell], { mayFail: true });
};

/** Starts to make the tests' Asterisk while the rest is built and checked; the tests that need it wait for it. */
const startAsteriskBuild = () => {
  if (!isRoot || existsSync(rootFolder)) return;
  const [command, ...args] = buildCommand();
  // A failure shows when the tests try again.
  spawn(command, args, { stdio: 'ignore', detached: true }).on('error', () => {}).unref();
};

const isTest = (file) => /\.test\.tsx?$/.test(file);

/**
 * Lists a feature's test files in the packages: those with the name as a folder, or as one of the words of a file's name
 * that are separated by a dash or dot. `phrasebook` finds `core/src/phrasebook/find.test.ts` and `web/tests/phrasebook-own.test.ts`.
 */
const featureTests = (name) =>
  filesUnder('packages').filter((file) => {
    const [, ...folders] = file.split('/');
    const nameWords = folders.pop().split(/[-.]/);
    return isTest(file) && (folders.includes(name) || nameWords.includes(name));
  });

/** Values of options go on as they are: only words before the first option are names. */
const words = process.argv.slice(2);
const firstOption = words.findIndex((word) => word.startsWith('-'));
const [names, options] = firstOption < 0 ? [words, []] : [words.slice(0, firstOption), words.slice(firstOption)];

/** Finds the test files of a name or path. Fails if there are none. */
const find = (name) => {
  const isPath = /[/.]/.test(name);
  const found = isPath ? ['e2e', 'packages', 'scripts'].flatMap(filesUnder).filter((file) => isTest(file) && file.includes(name)) : featureTests(name);
  if (found.length === 0) fail(`No test file belongs to "${name}".`);
  return found;
};

checkNode();
install();
const chosen = [...new Set(names.flatMap(find))];
const isEverything = chosen.length === 0;
const needsProduct = isEverything || chosen.some((file) => file.startsWith('e2e/'));
// A feature's tests in the packages without a browser or a database need no Debian package.
if (needsProduct || chosen.some((file) => /^packages\/[^/]+\/tests\//.test(file))) installDebian();
if (needsProduct) {
  startAsteriskBuild();
  print('Building.');
  run(process.execPath, [join(root, 'scripts/build.mjs')]);
}
if (isEverything) run(process.execPath, [join(root, 'scripts/lint.mjs')]);
else {
  run(process.execPath, [join(root, 'packages/web/scripts/messages.mjs')], { stdio: ['ignore', 'ignore', 'inherit'] });
  const whole = names.flatMap((name) => filesUnder('e2e').filter((file) => isTest(file) && !chosen.includes(file) && file.includes(name)));
  if (whole.length > 0) print(`On the whole product, not run now: npm test -- ${whole.join(' ')}`);
}

const report = join(tmpdir(), `onhook-tests-${process.pid}.json`);
const status = spawnSync(
  process.execPath,
  [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...chosen, ...options],
  { cwd: root, stdio: 'inherit' },
).status;
const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0 } = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : {};
rmSync(report, { force: true });
print(`${numPassedTests} passed, ${numFailedTests} failed${numPendingTests > 0 ? `, ${numPendingTests} skipped` : ''}`);
process.exit(status ?? 1);
