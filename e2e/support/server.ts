import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { newEmbeddedFolder, removeFolder } from '../../packages/server/tests/support/embedded.ts';
import { productUser } from '../rig/conf.ts';
import { freePort } from './ports.ts';
import { until } from './until.ts';

const onhook = fileURLToPath(new URL('../../packages/server/bin/onhook.mjs', import.meta.url));

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

/** One server process after another on the same settings and data. */
export interface Server {
  readonly url: string;
  readonly dataFolder: string;
  /** All that the processes have written, logs included. */
  output(): string;
  /** Starts the process; resolves once it answers. */
  start(): Promise<void>;
  /** Resolves with what /readyz says, and its status. */
  ready(): Promise<Ready & { readonly status: number }>;
  /** Resolves once the floor runs with every phone system connected that it connects to. */
  running(): Promise<void>;
  /** Of the process that runs. */
  pid(): number;
  /** kill -9. */
  kill(): Promise<void>;
  /** In good order. */
  stop(): Promise<void>;
  /** Runs `onhook` with these words, beside the server; resolves with what it prints. */
  cli(...words: string[]): Promise<string>;
  addPerson(person: Person): Promise<void>;
  metric(name: string): Promise<number>;
  /** Ends the process, if there is one, and removes the data. */
  remove(): Promise<void>;
}

/** Settings that connect a server to an Asterisk of the rig; over TLS where there is a file of whom to trust. */
export const toAsterisk = ({ port, caFile }: { readonly port: number; readonly caFile?: string }): Settings => ({
  ONHOOK_ASTERISK_HOST: '127.0.0.1',
  ONHOOK_ASTERISK_PORT: String(port),
  ONHOOK_ASTERISK_USER: productUser.name,
  ONHOOK_ASTERISK_SECRET: productUser.secret,
  ...(caFile !== undefined && { ONHOOK_ASTERISK_TLS: 'true', ONHOOK_ASTERISK_CA_FILE: caFile }),
});

const startMs = 90_000;

/** For setpriv: a test process that is itself killed leaves nothing running. */
const diesWithUs = ['--pdeathsig', 'KILL'];

/** A webhook is not connected to: it is up when its sender comes. */
const isUp = ({ source, state }: Ready['phones'][number]): boolean => state === 'up' || source === 'webhook';

const plainEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(ONHOOK_|VITEST|NODE_ENV)/.test(name)));

/** A data folder with an embedded database that is prepared already: preparing one takes five seconds. */
export const newDataFolder = async (parent = os.tmpdir()): Promise<string> => {
  const folder = mkdtempSync(path.join(parent, 'onhook-e2e-'));
  const prepared = await newEmbeddedFolder();
  cpSync(prepared, path.join(folder, 'database'), { recursive: true });
  removeFolder(prepared);
  return folder;
};

interface Place {
  /** An empty one of its own, when not said. */
  readonly dataFolder?: string;
  /** How far the process's clock is ahead. */
  readonly clockOffMs?: number;
}

const wrongClock = new URL('wrong-clock.mjs', import.meta.url).href;

/** Describes a server; nothing is started yet. */
export const newServer = async (settings: Settings, { dataFolder, clockOffMs }: Place = {}): Promise<Server> => {
  const folder = dataFolder ?? (await newDataFolder());
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    ...plainEnvironment(),
    ONHOOK_DATA: folder,
    ONHOOK_LISTEN: `127.0.0.1:${port}`,
    ONHOOK_SECRET: 'hides the numbers of callers',
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
      const started = spawn('setpriv', [...diesWithUs, process.execPath, onhook, 'serve'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
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
          const said = await ready();
          if (said.floor === 'running' && said.phones.every(isUp)) return true;
          throw new Error(JSON.stringify(said));
        },
        { withinMs: startMs },
      );
    },
    pid: () => child?.pid ?? 0,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    cli,
    addPerson: async ({ person, name, role, team, leads, line }) => {
      const optional = Object.entries({ team, leads, line }).flatMap(([option, value]) => (value === undefined ? [] : [`--${option}`, value]));
      await cli('person', person, '--name', name, '--role', role, ...optional);
    },
    metric: async (name) => {
      const text = await (await fetch(`${url}/metrics`)).text();
      return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
    },
    remove: async () => {
      await end('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
