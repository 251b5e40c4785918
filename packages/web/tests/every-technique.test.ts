/**
 * Every technique in every form to its end, in every language and from right to left, by the keyboard alone. PICTURES=folder
 * keeps a picture of every state and a sheet of each that shows it in all languages.
 */
import { rm } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { pseudo } from '../scripts/language.mjs';
import { launch } from './rooms/browser.ts';
import { barriersOf, problemsOf } from './techniques/checks.ts';
import { type Desk, buildPanels, openDesk } from './techniques/desk.ts';
import { type Look, drive, runs } from './techniques/drive.ts';
import { pictures } from './techniques/pictures.ts';
import { languages } from './techniques/words.ts';

vi.setConfig({ testTimeout: 900_000, hookTimeout: 600_000 });

let dist: string;
let browser: Browser;
const album = pictures(process.env['PICTURES']);

beforeAll(async () => {
  dist = await buildPanels([...languages, pseudo]);
  browser = await launch();
});
afterAll(async () => {
  await album.bind(browser, [...languages, pseudo]);
  await browser?.close();
  await rm(dist, { recursive: true, force: true });
});

/** Goes all ways, and says of every state what is wrong with it. */
const walkThrough = async (desk: Desk): Promise<readonly string[]> => {
  const { locale } = desk.words;
  const found: string[] = [];
  const seen = new Set<string>();
  for (const run of runs) {
    const look: Look = async (name) => {
      const state = name === 'ready' ? `${run.plan}-ready` : name;
      if (seen.has(state)) return;
      seen.add(state);
      const problems = await problemsOf(desk);
      if (locale === 'en') problems.push(...(await barriersOf(desk)));
      found.push(...problems.map((problem) => `${state}: ${problem}`));
      await album.take(desk, run.plan, state);
    };
    try {
      await drive(desk, run, look);
    } catch (error) {
      throw new Error(`${locale}, ${run.plan}, ${run.form}: ${String(error)}`, { cause: error });
    }
  }
  return found;
};

describe('every technique', () => {
  it.concurrent.each([...languages, pseudo])('is done to its end in %s', async (locale) => {
    const desk = await openDesk(browser, dist, locale);
    try {
      expect(await walkThrough(desk)).toEqual([]);
      expect(desk.complaints).toEqual([]);
      expect(JSON.stringify(desk.server.posted)).not.toMatch(/שלום|木村/);
    } finally {
      await desk.close();
    }
  });
});
