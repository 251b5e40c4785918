import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect, test, vi } from 'vitest';
import { pairs } from '../src/design/contrast.ts';
import { fits, heading, useApp } from './rooms/app.ts';
import { findBarriers, shots } from './rooms/browser.ts';

// Each test checks three widths with axe, on a machine that may be busy.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 240_000 });

const { open } = useApp();
const openDesign = async (options?: BrowserContextOptions): Promise<Page> => {
  const page = await open('/design', ['manager'], options);
  await heading(page, 'Design');
  return page;
};

test.each(['light', 'dark'] as const)('every part in %s: no barrier, nothing wider than the page, every contrast measured', async (colorScheme) => {
  const page = await openDesign({ colorScheme });
  await page.getByRole('button', { name: 'Do it' }).last().click();
  await page.getByText('Ada Byron has a line.').waitFor();
  for (const width of [360, 1024, 1600]) {
    await page.setViewportSize({ width, height: 900 });
    await page.screenshot({ path: join(shots, `design-${colorScheme}-${width}.png`), fullPage: true });
    await fits(page);
    expect(await findBarriers(page)).toEqual([]);
  }
  expect(await page.getByText(/^\d+(\.\d)? to 1, at least /).count()).toBe(pairs.length * 2);
  expect(await page.locator('[data-enough=false]').count()).toBe(0);
});

test('shows each scheme in its own colours, whichever the page is in', async () => {
  const page = await openDesign({ colorScheme: 'dark' });
  const papers = await page.evaluate(() =>
    [...document.querySelectorAll('[data-theme]')].map((scheme) => getComputedStyle(scheme).backgroundColor),
  );
  expect(papers).toEqual(['rgb(250, 247, 241)', 'rgb(15, 26, 29)']);
});

test('in forced colours it is the system’s, and is not called measured where it is not ours', async () => {
  const page = await openDesign({ forcedColors: 'active' });
  await page.screenshot({ path: join(shots, 'design-forced.png'), fullPage: true });
  expect(await findBarriers(page)).toEqual([]);
});

test('menu, list and notice are worked by keys', async () => {
  const page = await openDesign();
  await page.getByRole('button', { name: 'Menu', exact: true }).first().focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitemradio', { name: 'A walk' }).waitFor();
  expect(await findBarriers(page, '[role=menu]')).toEqual([]);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelector('[role=menuitemradio][aria-checked=true]')?.textContent === 'Water');
  await page.keyboard.press('Escape');
  await page.getByRole('menu').waitFor({ state: 'detached' });

  const name = page.getByRole('combobox', { name: 'Name' });
  await name.focus();
  await page.keyboard.type('hed');
  await page.getByRole('option', { name: 'Hedy Lamarr' }).waitFor();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => [...document.querySelectorAll('input')].some(({ value }) => value === 'Hedy Lamarr'));

  await page.getByRole('button', { name: 'Do it' }).last().focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.textContent?.includes('Ada Byron has a line.'));
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText('Ada Byron has a line.').waitFor({ state: 'detached' });
});
