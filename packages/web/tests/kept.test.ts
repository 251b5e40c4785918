import type { Page } from 'playwright-core';
import { expect, it, vi } from 'vitest';
import { idle } from '../src/panel/fixtures.ts';
import { usePanels } from './panel/built.ts';
import { readKept } from './panel/kept.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 400_000 });
const { server, open, tap } = usePanels();

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
