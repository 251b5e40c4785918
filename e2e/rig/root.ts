import { spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export type AsteriskRoot =
  | { readonly kind: 'ready'; readonly root: string }
  | { readonly kind: 'impossible'; readonly why: string };

const builder = fileURLToPath(new URL('build-root.mjs', import.meta.url));

const build = (folder: string): Promise<AsteriskRoot> =>
  new Promise((resolve) => {
    mkdirSync(folder, { recursive: true });
    // Several test files may want it at once; flock lets one make it and the others wait.
    const child = spawn('flock', [path.join(folder, 'build.lock'), process.execPath, builder, folder], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let output = '';
    child.stderr.on('data', (text) => {
      output += String(text);
      process.stderr.write(String(text));
    });
    child.once('error', (error) => resolve({ kind: 'impossible', why: `flock (util-linux) cannot be run: ${error.message}` }));
    child.once('close', (code) =>
      resolve(code === 0 ? { kind: 'ready', root: path.join(folder, 'root') } : { kind: 'impossible', why: output.trim() }),
    );
  });

/**
 * The Debian system that holds Asterisk, made at first use in ONHOOK_E2E_CACHE (default: ~/.cache/onhook-e2e). To get
 * newer packages, remove that folder.
 */
export const asteriskRoot = async (): Promise<AsteriskRoot> => {
  const folder = path.resolve(process.env['ONHOOK_E2E_CACHE'] ?? path.join(os.homedir(), '.cache/onhook-e2e'));
  const root = path.join(folder, 'root');
  if (process.getuid?.() !== 0) return { kind: 'impossible', why: 'Asterisk runs in a chroot, which takes root: run the tests as root' };
  return existsSync(root) ? { kind: 'ready', root } : build(folder);
};
