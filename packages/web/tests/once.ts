import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { compileMessages } from '../scripts/messages.mjs';

/** Compiles the messages, and provides one folder per run for files that test files share, such as the built pages. */
export default async (project: TestProject) => {
  await compileMessages();
  const folder = await mkdtemp(join(tmpdir(), 'onhook-built-'));
  project.provide('builtIn', folder);
  return () => rm(folder, { recursive: true, force: true });
};

declare module 'vitest' {
  export interface ProvidedContext {
    builtIn: string;
  }
}
