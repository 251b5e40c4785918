import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, statfsSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { prepareData } from '../../src/platform/store/embedded/prepare.ts';

const pgliteVersion = (): string => {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  return String(JSON.parse(readFileSync(path.join(path.dirname(entry), '..', 'package.json'), 'utf8')).version);
};

const MEMORY = '/dev/shm';
const ROOM = 2 ** 30;

/** Folder for temporary files: in memory if there is room, which is faster than the disk. */
export const temporary = (): string => {
  if (!existsSync(MEMORY)) return os.tmpdir();
  const { bavail, bsize } = statfsSync(MEMORY);
  return bavail * bsize > ROOM ? MEMORY : os.tmpdir();
};

/**
 * A new folder with a prepared, empty embedded database. Preparing one takes five seconds, so a prepared one is kept
 * and copied.
 */
export const newEmbeddedFolder = async (): Promise<string> => {
  const template = path.join(temporary(), `onhook-embedded-${pgliteVersion()}-${os.userInfo().uid}`);
  if (!existsSync(template)) {
    const draft = mkdtempSync(`${template}-`);
    await prepareData(draft, () => {});
    try {
      renameSync(draft, template);
    } catch (error) {
      // Another test process was first.
      if (!existsSync(template)) throw error;
      rmSync(draft, { recursive: true, force: true });
    }
  }
  const folder = mkdtempSync(path.join(temporary(), 'onhook-store-'));
  cpSync(path.join(template, 'data'), path.join(folder, 'data'), { recursive: true });
  return folder;
};

export const removeFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true });
