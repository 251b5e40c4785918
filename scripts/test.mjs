// npm test: installs, builds, checks the laws and runs every test. On Debian as root it installs the Debian packages
// that the tests need; elsewhere it says which are missing.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkNode, fail, install, root, run, say } from './lib.mjs';

const has = {
  chromium: () => 'CHROMIUM_PATH' in process.env ? existsSync(process.env.CHROMIUM_PATH) : ['chromium', 'chromium-headless-shell'].every((name) => existsSync(`/usr/bin/${name}`)),
  postgresql: () => existsSync('/usr/lib/postgresql') && readdirSync('/usr/lib/postgresql').some((v) => existsSync(join('/usr/lib/postgresql', v, 'bin/postgres'))),
  debootstrap: () => existsSync('/usr/sbin/debootstrap'),
};
const packages = { chromium: ['chromium', 'chromium-headless-shell'], postgresql: ['postgresql'], debootstrap: ['debootstrap', 'debian-archive-keyring'] };

const installDebian = () => {
  const missing = Object.keys(has).filter((name) => !has[name]());
  if (missing.length === 0) return;
  const wanted = missing.flatMap((name) => packages[name]);
  const isDebianRoot = process.getuid?.() === 0 && existsSync('/etc/debian_version');
  if (!isDebianRoot) fail(`The tests need ${missing.join(', ')}. On Debian or Ubuntu: sudo apt-get install ${wanted.join(' ')}`);
  say(`Installing Debian packages: ${wanted.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  run('apt-get', ['update', '-qq'], { env });
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...wanted], { env, stdio: ['ignore', 'ignore', 'inherit'] });
};

checkNode();
install();
installDebian();
say('Building.');
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
say(`${numPassedTests} passed, ${numFailedTests} failed${numPendingTests > 0 ? `, ${numPendingTests} skipped` : ''}`);
process.exit(status ?? 1);
