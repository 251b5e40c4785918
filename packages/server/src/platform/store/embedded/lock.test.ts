import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { StoreLocked } from '../errors.ts';
import { lockFolder } from './lock.ts';

const SILENT_MS = 60;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'onhook-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const locks = (): string[] => readdirSync(folder).filter((name) => name.includes('lock'));
const held = (): Record<string, unknown> => JSON.parse(readFileSync(path.join(folder, locks()[0] ?? ''), 'utf8'));
const leave = (holder: object): void => writeFileSync(path.join(folder, 'lock.7'), JSON.stringify(holder));

/** The lock that this process would have left behind, had it been killed. */
const ourselves = async (): Promise<Record<string, unknown>> => {
  const lock = await lockFolder(folder);
  const holder = held();
  await lock.release();
  for (const name of locks()) rmSync(path.join(folder, name));
  return holder;
};

test('refuses while the holder lives, and says what to do', async () => {
  const lock = await lockFolder(folder);
  const second = lockFolder(folder);
  await expect(second).rejects.toBeInstanceOf(StoreLocked);
  await expect(second).rejects.toThrow(`process ${process.pid}): stop it, or give this one a folder of its own`);
  await lock.release();
  const third = await lockFolder(folder);
  await third.release();
  expect(locks()).toHaveLength(1);
});

test('takes over from a dead process', async () => {
  leave({ ...(await ourselves()), pid: 2 ** 22 + 1 });
  const lock = await lockFolder(folder);
  expect(locks()).toEqual(['lock.8']);
  expect(held()).toMatchObject({ pid: process.pid, released: false });
  await lock.release();
});

test('takes over from a dead process whose pid now belongs to another', async () => {
  leave({ ...(await ourselves()), processStart: '1' });
  await (await lockFolder(folder)).release();
});

test('takes over a lock file that says nothing', async () => {
  writeFileSync(path.join(folder, 'lock.7'), '');
  await (await lockFolder(folder, SILENT_MS)).release();
});

test('lets one of many take over', async () => {
  const dead = { ...(await ourselves()), pid: 2 ** 22 + 1 };
  leave(dead);
  const tried = await Promise.allSettled(Array.from({ length: 20 }, () => lockFolder(folder)));
  const won = tried.filter((one) => one.status === 'fulfilled');
  expect(won).toHaveLength(1);
  expect(locks()).toHaveLength(1);
  await won[0]?.value.release();
});

test('judges a holder of another container by its heartbeat', async () => {
  leave({ ...(await ourselves()), pidScope: 'elsewhere', pid: 1 });
  let beat = 1;
  const beating = setInterval(() => utimesSync(path.join(folder, 'lock.7'), beat, (beat += 1)), 5);
  await expect(lockFolder(folder, SILENT_MS)).rejects.toBeInstanceOf(StoreLocked);
  clearInterval(beating);
  await (await lockFolder(folder, SILENT_MS)).release();
});

test('takes over from a process that was killed but whose parent has not noticed', async () => {
  // The shell becomes `sleep`, which never asks for the end of the child that the shell had begun.
  const child = 'until grep -q sleep /proc/$PPID/comm; do :; done';
  const parent = spawn('sh', ['-c', `sh -c '${child}' & echo $!; exec sleep 60`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [output] = await once(parent.stdout, 'data');
  const pid = Number(String(output));
  await vi.waitFor(() => expect(readFileSync(`/proc/${pid}/stat`, 'utf8')).toMatch(/\) Z /), 10_000);
  const start = readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ')[21];
  leave({ ...(await ourselves()), pid, processStart: start });
  await (await lockFolder(folder)).release();
  parent.kill();
});
