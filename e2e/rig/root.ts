import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { buildCommand, rootFolder } from './builder.mjs';

export type AsteriskRoot =
  | { readonly kind: 'ready'; readonly root: string }
  | { readonly kind: 'impossible'; readonly why: string };

const build = (): Promise<AsteriskRoot> =>
  new Promise((resolve) => {
    const [command, ...args] = buildCommand();
    const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    let output = '';
    child.stderr.on('data', (text) => {
      output += String(text);
      process.stderr.write(String(text));
    });
    child.once('error', (error) => resolve({ kind: 'impossible', why: `flock (util-linux) cannot be run: ${error.message}` }));
    child.once('close', (code) => resolve(code === 0 ? { kind: 'ready', root: rootFolder } : { kind: 'impossible', why: output.trim() }));
  });

/**
 * The Debian system that holds Asterisk, made at first use in ONHOOK_E2E_CACHE (default: ~/.cache/onhook-e2e). To get
 * newer packages, remove that folder.
 */
export const asteriskRoot = async (): Promise<AsteriskRoot> => {
  if (process.getuid?.() !== 0) return { kind: 'impossible', why: 'Asterisk runs in a chroot, which takes root: run the tests as root' };
  return existsSync(rootFolder) ? { kind: 'ready', root: rootFolder } : build();
};
