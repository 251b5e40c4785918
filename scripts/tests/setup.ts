import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

const messages = fileURLToPath(new URL('../../packages/web/scripts/messages.mjs', import.meta.url));

/** Compiles the messages, and provides one folder per run for what test files share, such as built pages and prepared databases. */
export default async (project: TestProject) => {
  execFileSync(process.execPath, [messages]);
  const folder = await mkdtemp(join(tmpdir(), 'onhook-run-'));
  project.provide('runFolder', folder);
  return () => rm(folder, { recursive: true, force: true });
};
