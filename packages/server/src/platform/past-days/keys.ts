import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Month of a day in the centre's zone, such as `2026-11`. */
export type Month = string;

/** The keys under which past days are sealed, one for each month. No database and no backup holds them. */
export interface MonthKeys {
  /** Returns the key of a month, 32 bytes; null when this server has none. */
  find(month: Month): Buffer | null;
  /** Returns the key of a month, and makes it when this server has none. */
  make(month: Month): Buffer;
  /** Deletes the keys of the months before this one. Rows that they sealed can never be opened again. */
  deleteBefore(month: Month): void;
}

/**
 * Derives the keys from a secret that all servers of one database share. They live as long as the secret.
 *
 * @param older keys that come first, such as those of an embedded database that was moved to PostgreSQL
 */
export const monthKeysFromSecret = (secret: string, older: Pick<MonthKeys, 'find' | 'deleteBefore'>): MonthKeys => {
  const find = (month: Month): Buffer => older.find(month) ?? Buffer.from(hkdfSync('sha256', secret, '', `onhook past days of ${month}`, 32));
  return { find, make: find, deleteBefore: (month) => older.deleteBefore(month) };
};

const fileName = 'past-days-keys.json';

/**
 * Keeps random keys in a file of the data folder, which only its owner can read. One process at a time uses a data folder.
 *
 * @throws Error when the file exists and holds no keys
 */
export const monthKeysIn = (dataFolder: string): MonthKeys => {
  const path = join(dataFolder, fileName);
  const read = (): Record<Month, string> => {
    try {
      return JSON.parse(readFileSync(path, 'utf8')) as Record<Month, string>;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
      throw new Error(`${path} cannot be read`, { cause: error });
    }
  };
  const write = (keys: Record<Month, string>): void => {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
    const draft = `${path}.new`;
    writeFileSync(draft, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600, flush: true });
    renameSync(draft, path);
  };
  const find = (month: Month): Buffer | null => {
    const key = read()[month];
    return key === undefined ? null : Buffer.from(key, 'base64url');
  };
  return {
    find,
    make: (month) => {
      const known = find(month);
      if (known) return known;
      const key = randomBytes(32);
      write({ ...read(), [month]: key.toString('base64url') });
      return key;
    },
    deleteBefore: (month) => {
      const keys = read();
      const kept = Object.fromEntries(Object.entries(keys).filter(([name]) => name >= month));
      if (Object.keys(kept).length < Object.keys(keys).length) write(kept);
    },
  };
};

/** Public mark of a key, by which servers see that they have the same one. It reveals nothing of the key. */
export const fingerprintOf = (key: Buffer): string => createHmac('sha256', key).update('fingerprint').digest('base64url').slice(0, 22);
