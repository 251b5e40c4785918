// npm test: installs, builds, checks the laws and runs every test. As root on Debian it also installs the Debian
// packages for the tests; elsewhere it prints the missing ones.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkNode, fail, install, root, run, print } from './lib.mjs';

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

const installDebian = () => {
  const missing = Object.keys(has).filter((name) => !has[name]());
  const wanted = missing.flatMap((name) => packages[name]);
  const isDebianRoot = process.getuid?.() === 0 && existsSync('/etc/debian_version');
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

checkNode();
install();
installDebian();
print('Building.');
run(process.execPath, [join(root, 'scripts/build.mjs')]);
run(process.execPath, [join(root, 'scripts/lint.mjs')]);

const report = join(tmpdir(), `onhook-tests-${process.pid}.json`);
const status = spawnSync(
  process.execPath,
  [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit' },
).status;
const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0 } = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : {};
rmSync(report, { force: true });
print(`${numPassedTests} passed, ${numFailedTests} failed${numPendingTests > 0 ? `, ${numPendingTests} skipped` : ''}`);
process.exit(status ?? 1);
