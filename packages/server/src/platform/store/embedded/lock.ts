import { randomUUID } from 'node:crypto';
import { link, mkdir, readdir, readFile, readlink, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { StoreLocked } from '../errors.ts';

interface Holder {
  readonly pid: number;
  /** Start of the process in the kernel's ticks since boot; null on systems that don't report it. */
  readonly processStart: string | null;
  /** Scope in which a pid is unique: host, boot and pid namespace. */
  readonly pidScope: string;
  readonly released: boolean;
}

export interface FolderLock {
  release(): Promise<void>;
}

const PREFIX = 'lock.';
const HEARTBEAT_MS = 3_000;
const SILENT_AFTER_MS = 12_000;

const readOr = (file: string, otherwise: string): Promise<string> => readFile(file, 'utf8').catch(() => otherwise);

interface ProcessState {
  readonly start: string | null;
  /** True when the process and all its threads have ended, but its parent has not waited for it; in a container it may never do so. */
  readonly ended: boolean;
}

const processState = async (pid: number | 'self'): Promise<ProcessState> => {
  const line = await readOr(`/proc/${pid}/stat`, '');
  // The second field is the program's name in brackets, which may hold spaces and brackets; state is 3, start is 22.
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  const threads = fields[0] === 'Z' ? await readdir(`/proc/${pid}/task`).catch(() => []) : null;
  return { start: fields[19] ?? null, ended: threads !== null && threads.length <= 1 };
};

const readPidScope = async (): Promise<string> => {
  const boot = (await readOr('/proc/sys/kernel/random/boot_id', '')).trim();
  const namespace = await readlink('/proc/self/ns/pid').catch(() => '');
  return [os.hostname(), boot, namespace].join(' ');
};

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};

const parseHolder = (text: string): Holder | null => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && 'pid' in value ? (value as Holder) : null;
  } catch {
    return null;
  }
};

const isAlive = async (file: string, holder: Holder | null, pidScope: string, silentAfterMs: number): Promise<boolean> => {
  if (holder?.released) return false;
  if (holder?.pidScope === pidScope) {
    if (!isRunning(holder.pid)) return false;
    const { start, ended } = await processState(holder.pid);
    return !ended && (holder.processStart === null || holder.processStart === start);
  }
  // A pid of another container or host proves nothing, so this checks if its owner still touches the file.
  const before = (await stat(file)).mtimeMs;
  await wait(silentAfterMs);
  return (await stat(file)).mtimeMs !== before;
};

const generations = async (folder: string): Promise<number[]> =>
  (await readdir(folder))
    .filter((name) => name.startsWith(PREFIX))
    .map((name) => Number(name.slice(PREFIX.length)))
    .filter(Number.isSafeInteger)
    .sort((a, b) => a - b);

/**
 * Claims the folder for this process. The holder is the process that made the file `lock.<n>` with the greatest n. A link
 * makes the complete file, which only one process can win; the greatest file is never deleted, so no number is taken twice.
 *
 * @throws StoreLocked while the holder lives.
 */
export const lockFolder = async (folder: string, silentAfterMs = SILENT_AFTER_MS): Promise<FolderLock> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const fileOf = (generation: number): string => path.join(folder, `${PREFIX}${generation}`);
  const pidScope = await readPidScope();
  const ourselves: Holder = { pid: process.pid, processStart: (await processState('self')).start, pidScope, released: false };
  const draft = path.join(folder, `.lock-${randomUUID()}`);

  const claim = async (): Promise<number> => {
    for (;;) {
      const greatest = (await generations(folder)).at(-1) ?? 0;
      if (greatest > 0) {
        const file = fileOf(greatest);
        const holder = parseHolder(await readFile(file, 'utf8'));
        if (await isAlive(file, holder, pidScope, silentAfterMs)) {
          const who = `process ${holder?.pid ?? 'unknown'}`;
          throw new StoreLocked(
            `${folder} is in use by another Onhook (${who}): stop it, or give this one a folder of its own`,
          );
        }
      }
      const ours = greatest + 1;
      const won = await link(draft, fileOf(ours)).then(
        () => true,
        (error: NodeJS.ErrnoException) => {
          if (error.code === 'EEXIST') return false;
          throw error;
        },
      );
      if (!won) continue;
      const present = await generations(folder);
      if (present.at(-1) === ours) {
        for (const older of present.slice(0, -1)) await rm(fileOf(older), { force: true });
        return ours;
      }
      // Another process was faster: our number had already been used and deleted.
      await rm(fileOf(ours), { force: true });
    }
  };

  await writeFile(draft, JSON.stringify(ourselves), { mode: 0o600 });
  const ours = await claim().finally(() => rm(draft, { force: true }));
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimes(fileOf(ours), now, now).catch(() => {});
  }, HEARTBEAT_MS);
  heartbeat.unref();

  return {
    release: async () => {
      clearInterval(heartbeat);
      await writeFile(draft, JSON.stringify({ ...ourselves, released: true }), { mode: 0o600 });
      await rename(draft, fileOf(ours));
    },
  };
};
