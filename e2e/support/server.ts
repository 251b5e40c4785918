import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { removeFolder } from '../../packages/server/tests/support/embedded.ts';
import { newMigratedFolder } from '../../packages/server/tests/support/prepared.ts';
import { productUser } from '../rig/conf.ts';
import { freePort } from './ports.ts';
import { until } from './until.ts';

const onhook = fileURLToPath(new URL('../../packages/server/bin/onhook.mjs', import.meta.url));

const metricsToken = 'reads the metrics';
/** Header of a request for the metrics. */
export const readsMetrics = { authorization: `Bearer ${metricsToken}` };

export type Settings = Readonly<Record<`ONHOOK_${string}`, string>>;

export interface Person {
  readonly person: string;
  readonly name: string;
  readonly role: 'agent' | 'lead' | 'admin';
  readonly team?: string;
  readonly leads?: string;
  readonly line?: string;
}

export interface Ready {
  readonly floor: string;
  readonly phones: readonly { readonly source: string; readonly state: string }[];
}

/** A server that can be stopped and started again on the same settings and data. */
export interface Server {
  readonly url: string;
  readonly dataFolder: string;
  /** Output of all processes, logs included. */
  output(): string;
  /** Starts the process; resolves once it answers. */
  start(): Promise<void>;
  /** Resolves with the answer of /readyz and its status. */
  ready(): Promise<Ready & { readonly status: number }>;
  /** Resolves once the floor runs and every phone system that the server connects to is connected. */
  running(): Promise<void>;
  /** Id of the running process. */
  pid(): number;
  /** Kills the process with SIGKILL. */
  kill(): Promise<void>;
  /** Stops the process with SIGTERM. */
  stop(): Promise<void>;
  /** Runs `onhook` with these arguments beside the server; resolves with its output. */
  cli(...words: string[]): Promise<string>;
  addPerson(person: Person): Promise<void>;
  metric(name: string): Promise<number>;
  /** Stops the process, if one runs, and removes the data. */
  remove(): Promise<void>;
}

/** Settings that connect a server to an Asterisk of the rig; over TLS when there is a certificate file to trust. */
export const asteriskSettings = ({ port, caFile }: { readonly port: number; readonly caFile?: string }): Settings => ({
  ONHOOK_ASTERISK_HOST: '127.0.0.1',
  ONHOOK_ASTERISK_PORT: String(port),
  ONHOOK_ASTERISK_USER: productUser.name,
  ONHOOK_ASTERISK_SECRET: productUser.secret,
  ...(caFile !== undefined && { ONHOOK_ASTERISK_TLS: 'true', ONHOOK_ASTERISK_CA_FILE: caFile }),
});

const startMs = 90_000;

/** Arguments of setpriv: a killed test process leaves no server running. */
const killedWithParent = ['--pdeathsig', 'KILL'];

/** True for a phone system that is up. A webhook counts as up, because it has no connection of its own to wait for. */
const isUp = ({ source, state }: Ready['phones'][number]): boolean => state === 'up' || source === 'webhook';

const plainEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(ONHOOK_|VITEST|NODE_ENV)/.test(name)));

/** Makes a data folder with a copy of a prepared embedded database, because preparing one takes five seconds. */
export const newDataFolder = async (parent = os.tmpdir()): Promise<string> => {
  const folder = mkdtempSync(path.join(parent, 'onhook-e2e-'));
  const prepared = await newMigratedFolder();
  cpSync(prepared, path.join(folder, 'database'), { recursive: true });
  removeFolder(prepared);
  return folder;
};

interface ServerOptions {
  /** Data folder; a new one with a prepared database by default. */
  readonly dataFolder?: string;
  /** Milliseconds by which the process's clock is ahead. */
  readonly clockOffMs?: number;
}

const wrongClock = new URL('wrong-clock.mjs', import.meta.url).href;

/** Describes a server without starting it. */
export const newServer = async (settings: Settings, { dataFolder, clockOffMs }: ServerOptions = {}): Promise<Server> => {
  const folder = dataFolder ?? (await newDataFolder());
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    ...plainEnvironment(),
    ONHOOK_DATA: folder,
    ONHOOK_LISTEN: `127.0.0.1:${port}`,
    ONHOOK_SECRET: 'hides the numbers of callers',
    ONHOOK_METRICS_TOKEN: metricsToken,
    ...settings,
    ...(clockOffMs !== undefined && { NODE_OPTIONS: `--import=${wrongClock}`, E2E_CLOCK_OFF_MS: String(clockOffMs) }),
  };
  let child: ChildProcess | null = null;
  let ended: Promise<unknown> = Promise.resolve();
  let output = '';

  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child?.kill(signal);
    await ended;
  };
  const ready = async (): Promise<Ready & { readonly status: number }> => {
    const answer = await fetch(`${url}/readyz`);
    return { status: answer.status, ...((await answer.json()) as Ready) };
  };
  const cli = async (...words: string[]): Promise<string> =>
    (await promisify(execFile)(process.execPath, [onhook, ...words], { env, encoding: 'utf8' })).stdout.trim();

  return {
    url,
    dataFolder: folder,
    output: () => output,
    start: async () => {
      const started = spawn('setpriv', [...killedWithParent, process.execPath, onhook, 'serve'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
      child = started;
      for (const stream of [started.stdout, started.stderr]) stream.on('data', (text) => (output += String(text)));
      let isOver = false;
      ended = new Promise<void>((resolve) =>
        started.once('close', () => {
          isOver = true;
          resolve();
        }),
      );
      await until('the server answers', async () => isOver || (await fetch(`${url}/healthz`)).ok, { withinMs: startMs, everyMs: 20 });
      if (isOver) throw new Error(`the server has ended: ${output.slice(-2000)}`);
    },
    ready,
    running: async () => {
      await until(
        'the floor runs and its phones are connected',
        async () => {
          const answer = await ready();
          if (answer.floor === 'running' && answer.phones.every(isUp)) return true;
          // `until` tries again, and reports the last error when the time is up.
          throw new Error(JSON.stringify(answer));
        },
        { withinMs: startMs },
      );
    },
    pid: () => {
      // A fallback of 0 would stand for the process group of the tests.
      if (child?.pid === undefined) throw new Error('no process runs');
      return child.pid;
    },
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    cli,
    addPerson: async ({ person, name, role, team, leads, line }) => {
      const optional = Object.entries({ team, leads, line }).flatMap(([option, value]) => (value === undefined ? [] : [`--${option}`, value]));
      await cli('person', person, '--name', name, '--role', role, ...optional);
    },
    metric: async (name) => {
      const text = await (await fetch(`${url}/metrics`, { headers: readsMetrics })).text();
      return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
    },
    remove: async () => {
      await end('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
