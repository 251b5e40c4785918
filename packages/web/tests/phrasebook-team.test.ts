import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect, test, vi } from 'vitest';
import { fits, heading, network, text, useApp } from './rooms/app.ts';
import { findBarriers, shots } from './rooms/browser.ts';
import { session } from './rooms/data.ts';
import { answers } from './rooms/server.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 });

const { server, open } = useApp();
const openPhrases = (options?: BrowserContextOptions, expected?: RegExp): Promise<Page> => open('/phrases', ['lead'], options, expected);
const phrasesOf = (team: string) => server().answers.teamPhrases.teams.find((one) => one.team === team)?.phrases ?? [];
const south = (page: Page) => page.getByRole('region', { name: 'Billing south' });

test.each(['light', 'dark'] as const)('team phrases, %s: no barrier and nothing wider than the page', async (colorScheme) => {
  const page = await openPhrases({ colorScheme });
  await text(page, 'One account at a time, please.');
  await text(page, 'This team has no phrases yet.');
  await page.getByRole('button', { name: 'Add a phrase for Billing south' }).click();
  for (const width of [360, 1024, 1600]) {
    await page.setViewportSize({ width, height: width === 360 ? 740 : 900 });
    await page.screenshot({ path: join(shots, `phrases-${colorScheme}-${width}.png`), fullPage: true });
    await fits(page);
    expect(await findBarriers(page)).toEqual([]);
  }
});

test('a phrase is written by keyboard alone, changed, removed, and put back as it was', async () => {
  const page = await openPhrases();
  await text(page, 'This team has no phrases yet.');
  await page.getByRole('button', { name: 'Add a phrase for Billing south' }).focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.tagName === 'TEXTAREA');
  await page.keyboard.type('Let me look at the meter reading with you.');
  await page.keyboard.press('Tab');
  await page.keyboard.type('They doubt the reading.');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Buy');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await text(page, 'Saved: Let me look at the meter reading with you.');
  expect(phrasesOf('south')).toMatchObject([
    { situation: 'time', text: 'Let me look at the meter reading with you.', when: 'They doubt the reading.', avoid: '' },
  ]);

  await south(page).getByRole('button', { name: /^Edit: Let me look/ }).click();
  await south(page).getByLabel('What to avoid').fill('Hinting at a mistake of theirs.');
  await south(page).getByRole('button', { name: 'Save' }).click();
  await south(page).getByText('Avoid Hinting at a mistake of theirs.').waitFor();
  const [kept] = phrasesOf('south');

  await south(page).getByRole('button', { name: /^Remove: Let me look/ }).click();
  await text(page, 'Removed: Let me look at the meter reading with you.');
  await south(page).getByText('This team has no phrases yet.').waitFor();
  expect(phrasesOf('south')).toEqual([]);
  await page.waitForFunction(() => document.activeElement?.textContent?.includes('Removed:'));
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await south(page).getByText('Avoid Hinting at a mistake of theirs.').waitFor();
  expect(phrasesOf('south')).toEqual([kept]);
});

test('what is empty, too long or refused is explained beside it, and nothing that was written is lost', async () => {
  const page = await openPhrases({}, network);
  await text(page, 'This team has no phrases yet.');
  await page.getByRole('button', { name: 'Add a phrase for Billing south' }).click();
  const save = page.getByRole('button', { name: 'Save' });
  await save.click();
  await text(page, 'Write what you say first.');
  const long = 'شكرًا 🙏🏽 '.repeat(1000);
  const words = page.getByLabel('What you say');
  await words.fill(long);
  await text(page, /a phrase can have 500/);
  await save.click();
  expect(await words.inputValue()).toBe(long);
  expect(server().asked.filter(({ key }) => key.startsWith('POST /api/teams'))).toEqual([]);
  await words.fill('شكرًا 🙏🏽');
  for (const [error, why] of [
    ['store-unavailable', 'The server couldn’t save this.'],
    ['no-longer-possible', 'This team has 500 phrases'],
    ['not-allowed', 'You no longer lead this team'],
  ] as const) {
    server().answers.refuse = { 'POST /api/teams/:team/phrases/:phrase': error };
    await save.click();
    await text(page, why);
    expect(await words.inputValue()).toBe('شكرًا 🙏🏽');
  }
  expect(await findBarriers(page)).toEqual([]);
  server().answers.refuse = {};
  await save.click();
  await text(page, 'Saved: شكرًا 🙏🏽');
});

test('a lead of no team, a refusal and no answer are told apart', async () => {
  server().answers.teamPhrases = { teams: [] };
  const none = await openPhrases();
  await heading(none, 'You don’t lead a team yet');
  server().answers.refuse = { 'GET /api/teams/phrases': 'not-allowed' };
  const refused = await openPhrases({}, network);
  await heading(refused, 'You can’t open this page');
  server().answers.refuse = { 'GET /api/teams/phrases': 'store-unavailable' };
  const busy = await openPhrases({}, network);
  await heading(busy, 'The server can’t answer right now');
  server().answers = { ...answers(), session: session(['lead']) };
  await busy.getByRole('button', { name: 'Try again' }).click();
  await text(busy, 'One account at a time, please.');
});
