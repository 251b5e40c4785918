// Builds, once, the Debian system for the tests' Asterisk: Debian 12 has no Asterisk package, sid has one.
// Usage: node build-root.mjs FOLDER; FOLDER/root exists after an exit with 0. root.ts runs only one at a time.
import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
const root = join(folder, 'root');
const draft = join(folder, 'root.draft');
const logFile = join(folder, 'build.log');
const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';

const giveUp = (why) => {
  process.stderr.write(`${why}\n`);
  process.exit(1);
};

const run = (command, args) => {
  appendFileSync(logFile, `\n$ ${command} ${args.join(' ')}\n`);
  const log = openSync(logFile, 'a');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' };
  const { status, error } = spawnSync(command, args, { stdio: ['ignore', log, log], env });
  if (status === 0) return;
  const tail = readFileSync(logFile, 'utf8').trim().split('\n').slice(-6).join('\n');
  giveUp(`${command} failed${error ? ` (${error.message})` : ''}; the log is ${logFile}, and ends:\n${tail}`);
};

const ask = (command, args) => {
  try {
    return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return '';
  }
};

/** Finds the archive that this machine installs its packages from. */
const mirror = () =>
  process.env.ONHOOK_E2E_MIRROR ??
  ask('apt-get', ['indextargets', '--format', '$(LABEL) $(REPO_URI)', 'Created-By: Packages'])
    .split('\n')
    .map((line) => line.split(' '))
    .find(([label, url]) => label === 'Debian' && url?.startsWith('http'))?.[1];

/** Unmounts what an interrupted build left mounted in its draft, such as /proc. */
const dropDraft = () => {
  if (!existsSync(draft)) return;
  const mounted = readFileSync('/proc/self/mounts', 'utf8').split('\n').map((line) => line.split(' ')[1] ?? '');
  for (const folder of mounted.filter((at) => at.startsWith(`${draft}/`)).sort().reverse()) run('umount', ['--lazy', folder]);
  run('rm', ['-rf', '--one-file-system', draft]);
};

if (existsSync(root)) process.exit(0);
if (process.getuid() !== 0) giveUp('it takes root to make it (debootstrap and chroot): run the tests as root');
if (ask('apt-get', ['--version']) === '') giveUp('it is made with apt-get and debootstrap: run the tests on Debian 12 or newer');
mkdirSync(folder, { recursive: true });
writeFileSync(logFile, '');
dropDraft();

if (!existsSync('/usr/sbin/debootstrap') || !existsSync(keyring) || !mirror()) run('apt-get', ['update']);
if (!existsSync('/usr/sbin/debootstrap') || !existsSync(keyring)) {
  run('apt-get', ['install', '-y', '--no-install-recommends', 'debootstrap', 'debian-archive-keyring']);
}
const from = mirror();
if (!from) giveUp('apt has no Debian archive among its sources: name one with ONHOOK_E2E_MIRROR');
const proxy = ask('apt-config', ['shell', 'proxy', 'Acquire::http::Proxy']).match(/'(.*)'/)?.[1];
if (proxy) process.env.http_proxy ??= proxy;

process.stderr.write(`Making a Debian system with Asterisk in ${folder}, once: about a minute.\n`);
const https = from.startsWith('https:') ? ['--include=ca-certificates'] : [];
run('/usr/sbin/debootstrap', ['--force-check-gpg', `--keyring=${keyring}`, '--variant=minbase', ...https, 'sid', draft, from]);
cpSync('/etc/resolv.conf', join(draft, 'etc/resolv.conf'), { dereference: true });
// Packages must not start services.
writeFileSync(join(draft, 'usr/sbin/policy-rc.d'), '#!/bin/sh\nexit 101\n', { mode: 0o755 });
run('chroot', [draft, 'apt-get', 'install', '-y', '--no-install-recommends', 'asterisk']);
run('chroot', [draft, 'apt-get', 'clean']);
rmSync(join(draft, 'etc/resolv.conf'));
renameSync(draft, root);
