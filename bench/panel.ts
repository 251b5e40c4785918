/** Measures the size of the panel's scripts, and how soon the panel can be used on a slow computer. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import type { Browser } from 'playwright-core';
import type { BareAnswers } from './programs/bare.ts';
import type { ServerAnswers } from './programs/server.ts';
import { launch } from '../packages/web/tests/launch.ts';
import { carry, watchMarks } from './support/browser.ts';
import { median, quantile, quick, report } from './support/figures.ts';
import { type Program, startProgram } from './support/program.ts';
import { withStoreConfig } from './support/stores.ts';

const root = process.env['BENCH_ROOT'] ?? '.';
const assets = join(root, 'packages/web/dist/panel/assets-panel');
const slowDown = 4;
const loads = quick ? 4 : 15;

const gzipped = (bytes: Uint8Array): number => gzipSync(bytes, { level: 9 }).length;

/** Builds the panel's framework alone, as the panel is built. */
const frameworkBytes = async (): Promise<number> => {
  const contents = ['', '/client'].map((part) => `export * from 'preact/compat${part}';`).join('\n');
  const { outputFiles } = await build({
    stdin: { contents: `${contents}\nexport * from 'preact/jsx-runtime';`, resolveDir: join(root, 'packages/web') },
    bundle: true,
    minify: true,
    format: 'esm',
    write: false,
  });
  return gzipped(outputFiles[0]!.contents);
};

/** Lists all scripts of the panel in one language: those of its page, and those that they import. */
const scriptsOf = (locale: string): string[] => {
  const found = new Set<string>();
  const look = (text: string): void => {
    for (const [, name = ''] of text.matchAll(/([\w-]+\.js)\b/g)) {
      if (found.has(name) || !existsSync(join(assets, name))) continue;
      found.add(name);
      look(readFileSync(join(assets, name), 'utf8'));
    }
  };
  look(readFileSync(join(assets, `../${locale}.html`), 'utf8'));
  return [...found];
};

const bytesOf = (scripts: readonly string[]): number =>
  scripts.reduce((sum, name) => sum + gzipped(readFileSync(join(assets, name))), 0);

/** Runs in the page: removes the list of files that it could fetch before they are needed. */
const fetchNothingEarly = (): void => {
  const page = Reflect.get(globalThis, 'document') as { querySelector(css: string): { remove(): void } | null };
  const on = Reflect.get(globalThis, 'addEventListener') as (name: string, act: () => void) => void;
  on('DOMContentLoaded', () => page.querySelector('meta[name=onhook-files]')?.remove());
};

/** Goes from the open panel to the first step of a reset, and returns the scripts that were requested on the way. */
const scriptsToFirstStep = async (browser: Browser, server: Program<ServerAnswers>, url: string, cookie: string): Promise<string[]> => {
  // The open panel fetches every script, for use without a connection.
  const context = await browser.newContext({ serviceWorkers: 'block' });
  await carry(context, url, cookie);
  const page = await context.newPage();
  await page.addInitScript(fetchNothingEarly);
  const marks = await watchMarks(page);
  await page.goto(`${url}/panel`);
  await page.getByRole('button').first().waitFor();
  await server.ask('answer', { behind: true });
  const { offer } = await server.ask('hangUp', undefined);
  await marks.next('onhook:offer-painted', offer);
  const begun = page.waitForResponse((reply) => reply.url().endsWith('/api/resets'));
  await page.locator('button[type=submit]').click();
  await begun;
  await context.close();
  const paths = await server.ask('asked', undefined);
  return [...new Set(paths.filter((path) => path.endsWith('.js')).map((path) => path.slice(path.lastIndexOf('/') + 1)))];
};

/**
 * Runs in the page: presses the first control as soon as it is painted, and records when it has reacted. Requests to the server
* are not sent: only the reaction counts.
 */
const pressFirst = (): void => {
  const send = fetch;
  globalThis.fetch = (to, how) => (String(to).endsWith('/api/recoveries') ? new Promise(() => {}) : send(to, how));
  type Found = { readonly disabled: boolean; click(): void } | null;
  const page = Reflect.get(globalThis, 'document') as { querySelector(css: string): Found };
  const nextFrame = Reflect.get(globalThis, 'requestAnimationFrame') as (then: () => void) => void;
  const look = (): void => {
    const control = page.querySelector('#panel button');
    if (control?.disabled) performance.mark('reacted', { detail: 'first' });
    else {
      control?.click();
      nextFrame(look);
    }
  };
  nextFrame(look);
};

/** Measures from the start of the navigation until the first control has reacted, with the processor slowed down. */
const msToReaction = async (browser: Browser, address: string, cookie: string): Promise<number> => {
  const context = await browser.newContext();
  await carry(context, address, cookie);
  const page = await context.newPage();
  const marks = await watchMarks(page);
  await page.addInitScript(pressFirst);
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowDown });
  await page.goto(address);
  const reactedAt = await marks.next('reacted', 'first');
  const startedAt = await page.evaluate(() => performance.timeOrigin);
  await context.close();
  return reactedAt - startedAt;
};

await withStoreConfig('embedded', async (store) => {
  const server = startProgram<ServerAnswers>('server');
  const bare = startProgram<BareAnswers>('bare');
  const browser = await launch();
  try {
    const { url, cookies } = await server.ask('start', { store, agents: 2 });
    const bareUrl = (await bare.ask('start', undefined)).url;

    const framework = await frameworkBytes();
    const first = await scriptsToFirstStep(browser, server, url, cookies[0]!);
    const all = scriptsOf('en');
    const later = all.filter((script) => !first.includes(script));
    // No reset needs the vault: it is loaded for people who have one.
    const vault = later.filter((script) => /^(vault|key-session)-/.test(script));
    const rest = later.filter((script) => !vault.includes(script));
    const heaviest = rest.reduce((one, other) => (bytesOf([other]) > bytesOf([one]) ? other : one));
    for (const [what, scripts, target] of [
      ['up to the first step', first, 'at most 35 KB'],
      [`loaded later, the heaviest of ${rest.length}`, [heaviest], 'less than 12 KB'],
      ['of the vault', vault, undefined],
      ['in all', all, undefined],
    ] as const) {
      report({
        name: `panel: script ${what}, gzipped`,
        value: bytesOf(scripts) / 1024,
        unit: 'KB',
        baseline: framework / 1024,
        ...(target && { target }),
        note: `${scripts.length === 1 ? heaviest : `${scripts.length} files`}; baseline: preact and its compat`,
      });
    }

    const panel: number[] = [];
    const empty: number[] = [];
    for (let load = 0; load <= loads; load += 1) {
      const ours = await msToReaction(browser, `${url}/panel`, cookies[1]!);
      const theirs = await msToReaction(browser, `${bareUrl}/empty`, cookies[1]!);
      if (load === 0) continue;
      panel.push(ours);
      empty.push(theirs);
    }
    for (const [what, of] of [
      ['p50', median],
      ['p90', (values: readonly number[]) => quantile(values, 0.9)],
    ] as const) {
      report({
        name: `panel: until its control reacts, ${slowDown}x slower, ${what}`,
        value: of(panel),
        unit: 'ms',
        baseline: of(empty),
        target: 'less than 1,000 ms',
        note: `n ${panel.length}; baseline: an empty page with one control`,
      });
    }
  } finally {
    await browser.close();
    await Promise.all([server, bare].map((program) => program.end()));
  }
});
