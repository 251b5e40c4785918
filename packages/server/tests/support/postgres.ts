import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';

export interface TestPostgres {
  /** Makes a new, empty database and returns its address. */
  newDatabase(name?: string): Promise<string>;
  /** Makes a new database with what the template of the options has, and returns its address. */
  newCopy(): Promise<string>;
  /** Stops the server and removes its data. @param beforeRemoval gets the data folder of the stopped server */
  stop(beforeRemoval?: (data: string) => void): Promise<void>;
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

/** Copies the data folder of a stopped server, with its owner, as PostgreSQL demands. */
export const copyPostgres = (data: string, to: string): void => {
  execFileSync('cp', ['-a', `${data}/.`, to]);
};

interface PostgresOptions {
  /** True if commits are durable. */
  readonly fsync?: boolean;
  /** Data folder of a stopped server to start from; a new, empty one by default. */
  readonly from?: string;
  /** Name of a database in `from` that `newCopy` copies. */
  readonly template?: string;
}

/** Starts a PostgreSQL server of its own on a free loopback port, in a new folder; it is ended by its pid. */
export const startPostgres = async ({ fsync = false, from, template }: PostgresOptions = {}): Promise<TestPostgres> => {
  const bin = binFolder();
  const user = unprivileged();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'onhook-pg-'));
  if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid);
  const data = path.join(folder, 'data');
  const as = { ...user, cwd: folder, env: { ...process.env, HOME: folder, LC_ALL: 'C.UTF-8', TZ: 'UTC' } };
  if (from !== undefined) {
    mkdirSync(data);
    copyPostgres(from, data);
  } else {
    const options = ['-D', data, '-U', 'onhook', '--auth=trust', '--encoding=UTF8', '--no-sync'];
    execFileSync(`${bin}/initdb`, options, { ...as, stdio: 'pipe' });
  }
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
  const create = async (name: string, like = ''): Promise<string> => {
    const client = new Client(urlOf('postgres'));
    await client.connect();
    await client.query(`create database ${name} ${like}`).finally(() => client.end());
    return urlOf(name);
  };
  return {
    newDatabase: (name = `test_${(made += 1)}`) => create(name),
    newCopy: () => create(`test_${(made += 1)}`, `template ${template}`),
    stop: async (beforeRemoval) => {
      // An immediate stop is enough for data that is deleted afterwards.
      server.kill(beforeRemoval ? 'SIGINT' : 'SIGQUIT');
      await ended;
      process.off('exit', endWithUs);
      beforeRemoval?.(data);
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
