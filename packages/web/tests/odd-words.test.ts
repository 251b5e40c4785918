/** Long, right-to-left, emoji and invisible texts: stored in full, or refused and left in the field. */
import { expect, it, vi } from 'vitest';
import { idle, noon } from '../src/api/panel/fixtures.ts';
import { beginReset, paused } from './panel/begin.ts';
import { usePanels } from './panel/built.ts';
import { expectStored } from './panel/stored.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 400_000 });
const { server, open, title, tap } = usePanels();

const long = 'ß'.repeat(9_999) + '…';
const turned = '\u202eלהתקשר\u202c חזרה 🙏🏽 (abc) אל מר כהן';
const joined = '👩‍👩‍👧‍👦 e\u0301\u200d\u200b\u2060 ﷽ Zalgo\u0300\u0301\u0302\u0303\u0304';

it('goes through a reset as it was written, and over a reload, and fits', async () => {
  server().show(paused);
  const page = await open();
  await beginReset(page, 'three-part');
  const write = (text: string): Promise<void> => page.getByLabel('Or in your own words').fill(text);
  const fits = async (): Promise<void> =>
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
  await title(page, 'What part of that is yours to carry?');
  await write(long);
  await page.reload();
  await title(page, 'What part of that is yours to carry?');
  expect(await page.getByLabel('Or in your own words').inputValue()).toBe(long);
  await page.keyboard.press('Enter');
  await title(page, 'What was the customer’s?');
  await write(turned);
  await page.getByRole('listitem').filter({ hasText: 'להתקשר' }).waitFor();
  await fits();
  await tap(page, 'Next');
  await title(page, 'What do you need now?');
  await tap(page, 'Skip this part');
  await title(page, 'What else could explain it?');
  await tap(page, 'Skip this part');
  await tap(page, 'Skip this part');
  await title(page, 'Where do you stand?');
  await write(joined);
  await tap(page, 'Next');
  await title(page, 'Ready when you are.');
  await fits();
  await expectStored(page, 'own-line').toBe(joined);
  await expectStored(page, 'carry').toMatchObject({ items: [{ text: long }], putDown: [{ text: turned }] });
  server().show({ ...idle, serverNow: noon + 60_000 });
  await tap(page, 'Carry list');
  await title(page, 'Carry list');
  await fits();
  // A text of invisible characters only can't be added to the carry list.
  await tap(page, 'Add something');
  await page.getByLabel('In your own words').fill(' \u200b\u2060\ufeff');
  expect(await page.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
});
