import { mkdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = path.resolve(process.env.ONHOOK_E2E_CACHE ?? path.join(os.homedir(), '.cache/onhook-e2e'));

export const rootFolder = path.join(folder, 'root');

/** The command that makes the root, as words. Several processes may want it at once; flock lets one make it and the others wait. */
export const buildCommand = () => {
  mkdirSync(folder, { recursive: true });
  return ['flock', path.join(folder, 'build.lock'), process.execPath, fileURLToPath(new URL('build-root.mjs', import.meta.url)), folder];
};
