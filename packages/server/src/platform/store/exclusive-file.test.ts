import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FileTaken, writeExclusively } from './exclusive-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'onhook-exclusive-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, content = 'secret') => writeExclusively(join(folder, name), async (handle) => void (await handle.write(content)));

describe('a file that is written exclusively', () => {
  it('is whole, and for its owner alone, whatever the mask', async () => {
    const mask = process.umask(0);
    await write('backup').finally(() => process.umask(mask));
    expect(readFileSync(join(folder, 'backup'), 'utf8')).toBe('secret');
    expect(statSync(join(folder, 'backup')).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['backup']);
  });

  it('replaces nothing, and follows no link, not even one that leads nowhere', async () => {
    writeFileSync(join(folder, 'file'), 'before');
    mkdirSync(join(folder, 'folder'));
    symlinkSync(join(folder, 'file'), join(folder, 'link'));
    symlinkSync(join(folder, 'nowhere'), join(folder, 'dangling'));
    for (const name of ['file', 'folder', 'link', 'dangling']) await expect(write(name), name).rejects.toThrow(FileTaken);
    expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('before');
    expect(readdirSync(folder).sort()).toEqual(['dangling', 'file', 'folder', 'link']);
  });

  it('is not taken over when the name is taken while it is written', async () => {
    const writing = writeExclusively(join(folder, 'backup'), async (handle) => {
      await handle.write('secret');
      symlinkSync(join(folder, 'elsewhere'), join(folder, 'backup'));
    });
    await expect(writing).rejects.toThrow(FileTaken);
    expect(readdirSync(folder)).toEqual(['backup']);
  });

  it('leaves nothing behind when writing fails', async () => {
    await expect(writeExclusively(join(folder, 'backup'), () => Promise.reject(new Error('no room')))).rejects.toThrow('no room');
    await expect(write('no/such/folder')).rejects.toMatchObject({ code: 'ENOENT' });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is written once when two ask for the same name', async () => {
    const both = await Promise.allSettled([write('backup', 'one'), write('backup', 'other')]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(readdirSync(folder)).toEqual(['backup']);
  });
});
