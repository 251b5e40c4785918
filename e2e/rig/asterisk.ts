import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chownSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { makeCertificate } from '../../packages/phones/tests/certificate.ts';
import { freePort } from '../support/ports.ts';
import { until } from '../support/until.ts';
import { configFiles, queuesConf, type Queues } from './conf.ts';
import { openManager, type Block, type Manager } from './manager.ts';

/** A real Asterisk of the tests, on loopback. */
export interface Asterisk {
  /** Port of the manager interface. */
  readonly port: number;
  /** Port of the manager interface over TLS, and the certificate file to trust. */
  readonly tls: { readonly port: number; readonly caFile: string };
  /** Waits until Asterisk is up with its queues, then logs in. */
  manager(onEvent?: (event: Block) => void): Promise<Manager>;
  /** Path of Asterisk's queue_log. */
  readonly queueLog: string;
  /** Rewrites queues.conf, which Asterisk reads at its next reload. */
  writeQueues(queues: Queues): void;
  /** Runs a command on Asterisk's console. */
  console(command: string): Promise<string>;
  /** Kills Asterisk with SIGKILL. */
  kill(): Promise<void>;
  /** Starts Asterisk again after a kill, with the same database. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

const startMs = 60_000;

const asteriskUser = (root: string): { uid: number; gid: number } => {
  const entry = readFileSync(path.join(root, 'etc/passwd'), 'utf8').split('\n').find((line) => line.startsWith('asterisk:'));
  const [, , uid, gid] = (entry ?? '').split(':').map(Number);
  if (!uid || !gid) throw new Error(`there is no user asterisk in ${root}`);
  return { uid, gid };
};

/** Starts an Asterisk, unprivileged and in a chroot, on free ports. */
export const startAsterisk = async (root: string, queues: Queues): Promise<Asterisk> => {
  const [port, tlsPort] = [await freePort(), await freePort()];
  const inside = `/srv/${randomUUID().slice(0, 8)}`;
  const outside = path.join(root, inside);
  const user = asteriskUser(root);
  const folders = ['', 'etc', 'lib', 'lib/keys', 'spool', 'run', 'log'].map((name) => path.join(outside, name));
  for (const folder of folders) {
    mkdirSync(folder, { recursive: true });
    chownSync(folder, user.uid, user.gid);
  }
  const { cert, key } = await makeCertificate('pbx.test');
  const files = { ...configFiles(inside, { port, tlsPort }, queues), 'ami.pem': cert, 'ami-key.pem': key };
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(outside, 'etc', name), text);
  const enter = [`--userspec=${user.uid}:${user.gid}`, root, 'env', '-i', 'PATH=/usr/sbin:/usr/bin', 'LANG=C.UTF-8', `HOME=${inside}`];
  const conf = ['-C', `${inside}/etc/asterisk.conf`];
  let child: ChildProcess | null = null;
  let ended = Promise.resolve();

  const start = async (): Promise<void> => {
    const output = openSync(path.join(outside, 'log/output'), 'a');
    // Set after the change of user, which would undo it: a killed test process leaves no Asterisk running.
    child = spawn('chroot', [...enter, 'setpriv', '--pdeathsig', 'KILL', 'asterisk', '-f', ...conf], { stdio: ['ignore', output, output] });
    ended = new Promise((resolve) => child?.once('exit', () => resolve()));
    (await manager()).close();
  };
  const kill = async (): Promise<void> => {
    child?.kill('SIGKILL');
    await ended;
  };
  const manager = (onEvent?: (event: Block) => void): Promise<Manager> =>
    until('Asterisk is up', () => openManager(port, onEvent), { withinMs: startMs }).catch((error: unknown) => {
      const output = readFileSync(path.join(outside, 'log/output'), 'utf8').slice(-2000);
      throw new Error(`Asterisk did not start: ${output}`, { cause: error });
    });

  await start();
  return {
    port,
    tls: { port: tlsPort, caFile: path.join(outside, 'etc/ami.pem') },
    queueLog: path.join(outside, 'log/queue_log'),
    writeQueues: (changed) => writeFileSync(path.join(outside, 'etc/queues.conf'), queuesConf(changed)),
    manager,
    console: async (command) =>
      (await promisify(execFile)('chroot', [...enter, 'asterisk', ...conf, '-rx', command], { encoding: 'utf8' })).stdout,
    kill,
    start,
    stop: async () => {
      await kill();
      rmSync(outside, { recursive: true, force: true });
    },
  };
};
