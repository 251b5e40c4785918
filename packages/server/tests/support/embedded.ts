import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { prepareData } from '../../src/store/embedded/prepare.ts';

const pgliteVersion = (): string => {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  return String(JSON.parse(readFileSync(path.join(path.dirname(entry), '..', 'package.json'), 'utf8')).version);
};

/**
 * A new folder with a prepared, empty embedded database. Preparing one takes five seconds, so a prepared one is kept in
 * the system's temporary folder and copied.
 */
export const newEmbeddedFolder = async (): Promise<string> => {
  const template = path.join(os.tmpdir(), `onhook-embedded-${pgliteVersion()}-${os.userInfo().uid}`);
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
  const folder = mkdtempSync(path.join(os.tmpdir(), 'onhook-store-'));
  cpSync(path.join(template, 'data'), path.join(folder, 'data'), { recursive: true });
  return folder;
};

export const removeFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true });
