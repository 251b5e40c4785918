import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';

export interface TestPostgres {
  /** Makes a new, empty database and returns its address. */
  newDatabase(): Promise<string>;
  stop(): Promise<void>;
}

const VERSIONS = '/usr/lib/postgresql';

const binFolder = (): string => {
  const versions = existsSync(VERSIONS) ? readdirSync(VERSIONS).sort((a, b) => Number(b) - Number(a)) : [];
  const found = versions
    .map((version) => path.join(VERSIONS, version, 'bin'))
    .find((bin) => existsSync(`${bin}/postgres`));
  if (!found)
    throw new Error(`these tests need PostgreSQL 15 or newer under ${VERSIONS} (Debian: apt install postgresql)`);
  return found;
};

// PostgreSQL refuses to run as root.
const unprivileged = (): { uid?: number; gid?: number } => {
  if (process.getuid?.() !== 0) return {};
  const entry = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .find(([name]) => name === 'postgres');
  if (!entry) throw new Error('root needs the user postgres to run a test database');
  return { uid: Number(entry[2]), gid: Number(entry[3]) };
};

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = net.createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });

/** A PostgreSQL server of its own: new folder, free loopback port, ended by its pid. `fsync` makes it durable. */
export const startPostgres = async ({ fsync = false } = {}): Promise<TestPostgres> => {
  const bin = binFolder();
  const user = unprivileged();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'onhook-pg-'));
  if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid);
  const data = path.join(folder, 'data');
  const as = { ...user, cwd: folder, env: { ...process.env, HOME: folder, LC_ALL: 'C.UTF-8', TZ: 'UTC' } };
  execFileSync(`${bin}/initdb`, ['-D', data, '-U', 'onhook', '--auth=trust', '--encoding=UTF8', '--no-sync'], {
    ...as,
    stdio: 'pipe',
  });
  const port = await freePort();
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=${folder}`,
    `fsync=${fsync ? 'on' : 'off'}`,
  ];
  const server = spawn(`${bin}/postgres`, ['-D', data, ...settings.flatMap((setting) => ['-c', setting])], {
    ...as,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const endWithUs = (): void => {
    server.kill('SIGQUIT');
  };
  process.once('exit', endWithUs);

  let output = '';
  await new Promise<void>((resolve, reject) => {
    server.once('exit', () => reject(new Error(`PostgreSQL did not start: ${output}`)));
    server.stderr.on('data', (chunk) => {
      output = (output + String(chunk)).slice(-4000);
      if (output.includes('ready to accept connections')) resolve();
    });
  });

  const urlOf = (database: string): string => `postgres://onhook@127.0.0.1:${port}/${database}`;
  let made = 0;
  return {
    newDatabase: async () => {
      const name = `test_${(made += 1)}`;
      const client = new Client(urlOf('postgres'));
      await client.connect();
      await client.query(`create database ${name}`).finally(() => client.end());
      return urlOf(name);
    },
    stop: async () => {
      // An immediate stop is enough, as the data is deleted afterwards.
      server.kill('SIGQUIT');
      await ended;
      process.off('exit', endWithUs);
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
