import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');
export const print = (text) => process.stdout.write(`${text}\n`);

export const fail = (text) => {
  process.stderr.write(`${text}\n`);
  process.exit(1);
};

export const checkNode = () => {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) fail(`Onhook needs Node 20.19 or newer; this is ${process.version}.`);
};

/** Runs a command to its end and shows its output. A failure ends this process, unless an option prevents it. */
export const run = (command, args, options = {}) => {
  const { mayFail = false, ...rest } = options;
  const done = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...rest });
  if (done.error) fail(`${command} could not be run: ${done.error.message}`);
  if (done.status !== 0 && !mayFail) process.exit(done.status ?? 1);
  return done.status ?? 1;
};

const stamp = join(root, 'node_modules', '.onhook-lock');

/** Installs the npm packages of the lock file, once. */
export const install = (options = {}) => {
  const wanted = createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  process.stderr.write('Installing packages, about a minute.\n');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], options);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
};

/**
 * Writes files that `script` derives from others, each a path below the root and its text. With --check it writes nothing,
 * and fails if one is out of date.
 */
export const writeDerived = (script, files) => {
  const stale = files.filter(([path, text]) => !existsSync(join(root, path)) || readFileSync(join(root, path), 'utf8') !== text);
  if (stale.length > 0 && process.argv.includes('--check')) fail(`${stale.map(([path]) => path).join(' and ')}: out of date. Run node ${script}`);
  for (const [path, text] of stale) {
    writeFileSync(join(root, path), text);
    print(`${path}: written`);
  }
};

/** Lists the files under a folder of the repository, sorted, without installed packages and generated files. Paths are relative to the root. */
export const filesUnder = (folder) => {
  const skipped = new Set(['node_modules', 'dist', 'generated']);
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => !skipped.has(name))
    .flatMap((entry) => (entry.isDirectory() ? filesUnder(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`]))
    .sort();
};

/** Returns a hash of the names and contents of these files. */
export const hashOf = (files) => {
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(join(root, file)));
  return hash.digest('hex');
};
