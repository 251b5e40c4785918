import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import * as store from '../support/store.ts';
import { bundleProgram } from '../support/bundle.ts';
import { newEmbeddedFolder, removeFolder } from '../support/embedded.ts';
import { centre, eventRow } from '../support/rows.ts';

// A start of the embedded database takes seconds of processor time, which a busy machine stretches.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const folders: string[] = [];
const newFolder = async (): Promise<string> => {
  const folder = await newEmbeddedFolder();
  folders.push(folder);
  return folder;
};

let program: Awaited<ReturnType<typeof bundleProgram>>;
beforeAll(async () => {
  program = await bundleProgram(new URL('./writer.ts', import.meta.url));
});
afterAll(() => {
  program.remove();
  folders.forEach(removeFolder);
});

interface Writer {
  readonly process: ChildProcess;
  readonly printed: string[];
  /** Waits until the process has written so many lines, or has ended. */
  until(lines: number): Promise<void>;
  kill(): Promise<void>;
}

const startWriter = (folder: string, first: number): Writer => {
  const child = spawn(process.execPath, [program.file, folder, String(first)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const printed: string[] = [];
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => printed.push(line));
  const end = once(child, 'close');
  return {
    process: child,
    printed,
    until: async (count) => {
      let last: unknown = 'line';
      while (printed.length < count && last === 'line') {
        last = await Promise.race([once(lines, 'line').then(() => 'line'), end]);
      }
    },
    kill: async () => {
      child.kill('SIGKILL');
      await end;
    },
  };
};

const idsIn = async (db: store.Db): Promise<string[]> =>
  (await store.readEvents(db, centre, 0, 100_000)).map(({ id }) => id);

test('prepares a new folder once, says so, and leaves nothing else behind', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'onhook-first-'));
  folders.push(folder);
  let firstStarts = 0;
  const onFirstStart = (): void => {
    firstStarts += 1;
  };
  for (const round of [1, 2]) {
    const opened = await store.openTestStore({ kind: 'embedded', folder }, { onFirstStart });
    expect(await store.allCentres(opened.db), `round ${round}`).toEqual([]);
    await opened.close();
  }
  expect(firstStarts).toBe(1);
  expect(readdirSync(folder).toSorted()).toEqual(['data', 'lock.2']);
});

test('has the disk confirm every commit', async () => {
  const opened = await store.openTestStore({ kind: 'embedded', folder: await newFolder() });
  const settings = await sql<{ fsync: string; method: string; commit: string }>`
    select current_setting('fsync') as fsync, current_setting('wal_sync_method') as method,
      current_setting('synchronous_commit') as commit`.execute(opened.db);
  expect(settings.rows).toEqual([{ fsync: 'on', method: 'fsync', commit: 'on' }]);
  for (let n = 0; n < 25; n += 1) {
    const before = opened.syncs() ?? 0;
    await store.appendEvents(opened.db, centre, [eventRow(n)]);
    expect(opened.syncs()).toBeGreaterThan(before);
  }
  const before = opened.syncs();
  await idsIn(opened.db);
  expect(opened.syncs()).toBe(before);
  await opened.close();
});

test('has every acknowledged row after being killed, again and again', async () => {
  const folder = await newFolder();
  const acknowledged: string[] = [];
  let next = 0;
  for (const rows of [3, 120, 41]) {
    const writer = startWriter(folder, next);
    await writer.until(rows + 1);
    await writer.kill();
    expect(writer.printed[0]).toBe('open');
    acknowledged.push(...writer.printed.slice(1).map((n) => `e${n}`));
    // The event after the last acknowledged one may have been written as well.
    next = Number(writer.printed.at(-1)) + 2;
  }
  expect(acknowledged.length).toBeGreaterThanOrEqual(164);
  const opened = await store.openTestStore({ kind: 'embedded', folder });
  expect(await idsIn(opened.db)).toEqual(expect.arrayContaining(acknowledged));
  await opened.close();
});

test('refuses a second process while the first lives, whoever was first', async () => {
  const folder = await newFolder();
  const writer = startWriter(folder, 0);
  await writer.until(2);
  const opening = store.openTestStore({ kind: 'embedded', folder });
  await expect(opening).rejects.toBeInstanceOf(store.StoreLocked);
  await expect(opening).rejects.toThrow(`process ${writer.process.pid}`);
  await writer.kill();

  const opened = await store.openTestStore({ kind: 'embedded', folder });
  await expect(store.openTestStore({ kind: 'embedded', folder })).rejects.toBeInstanceOf(store.StoreLocked);
  const second = startWriter(folder, 1_000);
  await second.until(2);
  expect(second.printed).toEqual(['StoreLocked']);
  expect(await idsIn(opened.db)).toContain('e0');
  await opened.close();
});

test('keeps its log short without being asked', async () => {
  const opened = await store.openTestStore({ kind: 'embedded', folder: await newFolder() });
  await sql`create table filler (body text)`.execute(opened.db);
  for (let n = 0; n < 24; n += 1) {
    await sql`
      insert into filler
      select (select string_agg(md5((g * 1000 + k)::text), '') from generate_series(1, 50) k)
      from generate_series(1, 3000) g`.execute(opened.db);
  }
  const { rows } = await sql<{ written: number; kept: number }>`
    select (pg_current_wal_lsn() - '0/0')::bigint as written,
      (pg_current_wal_lsn() - (select redo_lsn from pg_control_checkpoint()))::bigint as kept`.execute(opened.db);
  expect(rows[0]?.written).toBeGreaterThan(100e6);
  expect(rows[0]?.kept).toBeLessThan(50e6);
  await opened.close();
});

test('does not grow by rows written over, when tidied', async () => {
  const opened = await store.openTestStore({ kind: 'embedded', folder: await newFolder() });
  const size = async (): Promise<number> => {
    const { rows } = await sql<{ size: number }>`select pg_total_relation_size('floor_snapshot') as size`.execute(
      opened.db,
    );
    return rows[0]?.size ?? 0;
  };
  const overwrite = async (times: number): Promise<void> => {
    for (let n = 0; n < times; n += 1) {
      const state = randomBytes(200_000);
      await store.saveSnapshot(opened.db, { centre, state_version: 1, up_to_seq: n, state, at: n });
    }
  };
  await overwrite(10);
  await opened.tidy();
  const before = await size();
  for (let hour = 0; hour < 3; hour += 1) {
    await overwrite(9);
    await opened.tidy();
  }
  expect(await size()).toBeLessThan(1.2 * before);
  await opened.close();
});
