import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Engine } from '../../src/platform/store/embedded/engine.ts';
import { schema } from '../../src/features/schema.ts';
import * as store from '../support/store.ts';
import { migrate } from '../../src/platform/store/migrate.ts';
import { embeddedDatabase } from '../../src/platform/store/open.ts';
import { newEmbeddedFolder, removeFolder } from '../support/embedded.ts';
import { centre, eventRow } from '../support/rows.ts';

// A start of the embedded database takes seconds of processor time, which a busy machine stretches.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const MiB = 2 ** 20;

interface Disk {
  readonly folder: string;
  fill(engine: Engine): void;
  free(engine: Engine): void;
  remove(): void;
}

const pretended = async (how: 'growthRefused' | 'writesRefused'): Promise<Disk> => {
  const folder = await newEmbeddedFolder();
  return {
    folder,
    fill: (engine) => engine.disturb(how),
    free: (engine) => engine.disturb('none'),
    remove: () => removeFolder(folder),
  };
};

/** Mounts a disk of 96 MB in memory; null when the test may not mount one. */
const mounted = async (): Promise<Disk | null> => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'onhook-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=96m', 'none', folder], { stdio: 'pipe' });
  } catch {
    rmSync(folder, { recursive: true });
    return null;
  }
  const source = await newEmbeddedFolder();
  cpSync(source, folder, { recursive: true });
  removeFolder(source);
  const ballast = path.join(folder, 'ballast');
  return {
    folder,
    fill: () => {
      const { bavail, bsize } = statfsSync(folder);
      writeFileSync(ballast, Buffer.alloc(bavail * bsize - MiB / 4));
    },
    free: () => rmSync(ballast),
    remove: () => {
      execFileSync('umount', [folder]);
      rmSync(folder, { recursive: true });
    },
  };
};

const disks = {
  'that lets no file grow': () => pretended('growthRefused'),
  'that takes no write at all': () => pretended('writesRefused'),
  'that is full indeed': async () => (await mounted()) ?? pretended('growthRefused'),
};

describe.each(Object.entries(disks))('on a disk %s', (_what, makeDisk) => {
  let disk: Disk;
  let engine: Engine;
  let db: store.Db;
  beforeEach(async () => {
    disk = await makeDisk();
    engine = new Engine(disk.folder, () => {});
    db = embeddedDatabase(engine);
    await migrate(db, schema);
  });
  afterEach(async () => {
    await db.destroy();
    await engine.close();
    disk.remove();
  });

  test('says that it is full, loses nothing, and works again when there is space', async () => {
    const acknowledged: string[] = [];
    const refused: unknown[] = [];
    const append = async (n: number): Promise<void> => {
      const events = Array.from({ length: 50 }, (_, k) => eventRow(n * 1_000 + k)).map((event) => ({
        ...event,
        body: { filler: 'x'.repeat(1_000) },
      }));
      try {
        await db.transaction().execute((trx) => store.appendEvents(trx, centre, events));
        acknowledged.push(...events.map(({ id }) => id));
      } catch (error) {
        refused.push(error);
      }
    };

    for (let n = 0; n < 5; n += 1) await append(n);
    expect(refused).toEqual([]);
    disk.fill(engine);
    for (let n = 5; n < 1_500 && refused.length < 3; n += 1) await append(n);
    expect(refused.length).toBe(3);
    for (const error of refused) expect(error).toBeInstanceOf(store.StoreFull);

    disk.free(engine);
    refused.length = 0;
    for (let n = 2_000; n < 2_005; n += 1) await append(n);
    expect(refused).toEqual([]);
    const kept = (await store.readEvents(db, centre, 0, 1_000_000)).map(({ id }) => id);
    expect(new Set(kept)).toEqual(new Set(acknowledged));
  });
});
