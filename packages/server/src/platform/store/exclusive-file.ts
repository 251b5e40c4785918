import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { link, lstat, open, rename, unlink, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Writable } from 'node:stream';
import { callbackify } from 'node:util';

/** A name that is taken already, by a file, a folder or a link. */
export class FileTaken extends Error {
  override readonly name = 'FileTaken';
  readonly kind = 'file-taken';
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

const isTaken = async (file: string): Promise<boolean> =>
  lstat(file).then(
    () => true,
    (error: unknown) => {
      if (codeOf(error) === 'ENOENT') return false;
      throw error;
    },
  );

/** Gives a finished file its name, unless the name is taken. Some network drives have no hard links; there a check has to do. */
const giveName = async (partial: string, file: string): Promise<void> => {
  try {
    await link(partial, file);
    await unlink(partial);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw new FileTaken(`${file} exists already. A backup replaces nothing: name another file.`);
    if (!/^(EPERM|ENOSYS|ENOTSUP|EOPNOTSUPP|EMLINK)$/.test(codeOf(error))) throw error;
    if (await isTaken(file)) throw new FileTaken(`${file} exists already. A backup replaces nothing: name another file.`);
    await rename(partial, file);
  }
};

/** A stream into an open file that leaves it open: a stream of the file's own would close it before it is synced. */
export const streamInto = (handle: FileHandle): Writable =>
  new Writable({ write: (bytes: Buffer, _encoding, done) => callbackify(() => handle.writeFile(bytes))(done) });

/**
 * Writes a new file that only its owner may read, whole or not at all. It replaces nothing and follows no link: the bytes go into a
 * file of a random name beside it, which gets its name at the end.
 *
 * @param write writes the content
 * @throws FileTaken when `file` exists, also as a link that leads nowhere
 */
export const writeExclusively = async (file: string, write: (handle: FileHandle) => Promise<void>): Promise<void> => {
  if (await isTaken(file)) throw new FileTaken(`${file} exists already. A backup replaces nothing: name another file.`);
  const partial = `${file}.${randomUUID()}.partial`;
  const handle = await open(partial, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW, 0o600);
  try {
    await write(handle);
    await handle.sync();
    await handle.close();
    await giveName(partial, file);
  } catch (error) {
    await handle.close().catch(() => undefined);
    await unlink(partial).catch(() => undefined);
    throw error;
  }
  const folder = await open(dirname(file), constants.O_RDONLY);
  await folder.sync().catch(() => undefined);
  await folder.close();
};
