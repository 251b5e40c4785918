import type { Page } from 'playwright-core';
import { expect, it, vi } from 'vitest';
import { idle, noon } from '../src/panel/fixtures.ts';
import { usePanels } from './panel/built.ts';
import { readKept } from './panel/kept.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 400_000 });
const { server, open, title, tap } = usePanels();

const add = async (page: Page, text: string): Promise<void> => {
  await tap(page, 'Add something');
  await page.getByLabel('In your own words').fill(text);
  await tap(page, 'Keep it');
  await page.getByText(text, { exact: true }).waitFor();
};

it('loses nothing of what two windows keep at the same time, and shows the same in a third', async () => {
  server().show(idle);
  const first = await open();
  const second = await first.context().newPage();
  const third = await first.context().newPage();
  for (const page of [second, third]) await page.goto(`${server().url}/panel`);
  for (const page of [first, second, third]) await tap(page, 'Your carry list');
  const texts = (of: string): string[] => [1, 2, 3, 4].map((n) => `${of} ${n}`);
  const addAll = async (page: Page, all: string[]): Promise<void> => {
    for (const text of all) await add(page, text);
  };
  await Promise.all([addAll(first, texts('here')), addAll(second, texts('there'))]);
  const all = [...texts('here'), ...texts('there')];
  for (const page of [first, second, third]) for (const text of all) await page.getByText(text, { exact: true }).waitFor();
  const kept = (await readKept(first, 'carry')) as { items: { text: string }[] };
  expect(kept.items.map(({ text }) => text).sort()).toEqual(all.sort());

  // Deleted in one, gone in all.
  await third.getByRole('button', { name: 'Delete: here 1' }).click();
  await first.getByText('here 1', { exact: true }).waitFor({ state: 'detached' });
  await tap(third, 'Undo');
  await second.getByText('here 1', { exact: true }).waitFor();
});

it('goes on in memory where a browser keeps nothing, and says so', async () => {
  server().show(idle);
  const page = await open({}, (page) =>
    page.addInitScript(() => {
      IDBFactory.prototype.open = () => {
        throw new DOMException('refused', 'SecurityError');
      };
    }),
  );
  await page.getByText('This browser keeps nothing just now.').waitFor();
  await tap(page, 'Your carry list');
  await add(page, 'for this window');
});

it('takes over once what earlier versions kept, and goes on with it', async () => {
  server().show(idle);
  const old = {
    items: [
      { id: 'a', at: noon, kind: 'carry', text: 'Call back about the refund' },
      { id: 'b', at: noon, kind: 'put-down', text: 'Their anger' },
    ],
    taps: [{ at: noon, before: 2, after: 4 }],
    ownLine: 'I stay calm.',
  };
  const page = await open({}, (page) => page.addInitScript((kept) => {
    if (sessionStorage.getItem('once')) return;
    sessionStorage.setItem('once', '1');
    localStorage.setItem('onhook:p1:kept', kept);
  }, JSON.stringify(old)));
  await tap(page, 'Your carry list');
  await page.getByText('Call back about the refund').waitFor();
  await page.getByText('Their anger').waitFor();
  expect(await page.evaluate(() => localStorage.getItem('onhook:p1:kept'))).toBeNull();
  await page.getByRole('button', { name: 'Delete: Call back about the refund' }).click();
  await page.reload();
  await title(page, 'The line is open.');
  await tap(page, 'Your carry list');
  await page.getByText('Their anger').waitFor();
  expect(await page.getByText('Call back about the refund').count()).toBe(0);
  expect(await readKept(page, 'own-line')).toBe('I stay calm.');
});
