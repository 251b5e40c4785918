/** Weighs the scripts that an agent's browser requests up to the first step of a reset. */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Request } from 'playwright-core';
import { expect, it, vi } from 'vitest';
import { built } from './built.ts';
import { paused } from './panel/begin.ts';
import { usePanels } from './panel/built.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 400_000 });

/** Most bytes of gzipped script that a browser may request up to the first step. */
const mostBytes = 35 * 1024;

const { server, open, posts, title } = usePanels();

it('An agent reaches the first step of a reset with at most 35 KB of script', async () => {
  server().show(paused);
  const requested = new Set<string>();
  const loaded = new Set<string>();
  const page = await open({ serviceWorkers: 'block' }, async (opened) => {
    const note = (names: Set<string>) => (request: Request) => {
      if (request.url().endsWith('.js')) names.add(basename(request.url()));
    };
    opened.on('request', note(requested)).on('requestfinished', note(loaded));
    // An open panel requests all of its files, for use without a connection. Here it requests only those that it needs.
    await opened.addInitScript(() =>
      addEventListener('DOMContentLoaded', () => document.querySelector('meta[name=onhook-files]')?.remove()),
    );
  });
  await page.getByRole('button', { name: /^Take / }).click();
  await title(page, 'How tight is the cord right now?');
  await expect.poll(() => posts('/api/resets').length).toBe(1);
  // The words and the component of the first step load while the agent reads the question before it.
  await expect.poll(() => [...loaded].some((name) => name.startsWith('reflect-'))).toBe(true);
  // The browser reports no end of the shared worker's request.
  await expect.poll(() => [...requested].filter((name) => !loaded.has(name) && !name.startsWith('worker-'))).toEqual([]);
  const folder = join(await built('panel'), 'assets-panel');
  const sizes = [...requested].map((name): [string, number] => [name, gzipSync(readFileSync(join(folder, name)), { level: 9 }).length]);
  const sum = sizes.reduce((bytes, [, size]) => bytes + size, 0);
  expect(sum, sizes.map((size) => size.join(' ')).join(', ')).toBeLessThanOrEqual(mostBytes);
});
