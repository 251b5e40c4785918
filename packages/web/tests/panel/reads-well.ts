import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { findBarriers } from '../rooms/browser.ts';

/** Lists the texts that reach beyond the window's side edges. */
const tooWide = (page: Page): Promise<(string | null)[]> =>
  page.evaluate(() => {
    const over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    const words = [...document.querySelectorAll('h1, h2, h3, p, button, label, dd, li, input, textarea, a')];
    const cut = words.filter((e) => e.getBoundingClientRect().right > innerWidth + 1).map((e) => e.textContent);
    return over > 0 ? [`${over} px wider than the window`, ...cut] : cut;
  });

/** Lists controls that can't be told from their background in forced colours. */
const unseen = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const behind = (element: Element | null): string => {
      for (let e = element; e; e = e.parentElement) {
        const { backgroundColor } = getComputedStyle(e);
        if (backgroundColor !== 'rgba(0, 0, 0, 0)') return backgroundColor;
      }
      return 'rgb(255, 255, 255)';
    };
    return [...document.querySelectorAll('button, a[href], input, textarea, select')]
      .filter((e) => e.getClientRects().length > 0 && getComputedStyle(e).opacity !== '0')
      .filter((e) => {
        const { color, borderTopColor, borderTopWidth } = getComputedStyle(e);
        const ground = behind(e);
        return color === ground && (borderTopWidth === '0px' || borderTopColor === behind(e.parentElement));
      })
      .map((e) => e.outerHTML.slice(0, 120));
  });

/** Lists fields whose text the browser writes into its own session files, unencrypted. */
const storedByBrowser = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('textarea, input[type=text]')]
      .filter((field) => field.getAttribute('autocomplete') !== 'off')
      .map((field) => field.outerHTML.slice(0, 120)),
  );

/** Checks that the screen is readable in light, dark and forced colours, at every width, at 200 %, and with reduced motion. */
export const expectReadsWell = async (page: Page): Promise<void> => {
  const size = page.viewportSize() ?? { width: 360, height: 640 };
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await findBarriers(page)).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'active' });
  expect(await unseen(page)).toEqual([]);
  expect(await storedByBrowser(page)).toEqual([]);
  await page.emulateMedia({ forcedColors: 'none' });
  expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
  for (const [width, font] of [[320, ''], [1600, ''], [360, '200%']] as const) {
    await page.setViewportSize({ width, height: 640 });
    await page.evaluate((fontSize) => document.documentElement.style.setProperty('font-size', fontSize), font);
    expect(await tooWide(page)).toEqual([]);
  }
  await page.evaluate(() => document.documentElement.style.removeProperty('font-size'));
  await page.setViewportSize(size);
  expect(await page.evaluate(() => document.getAnimations().filter(({ playState }) => playState === 'running').length)).toBe(0);
};

/** The accessible name of the element that has the keyboard focus. */
export const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const at = document.activeElement;
    return at?.getAttribute('aria-label') ?? at?.textContent?.trim() ?? '';
  });

/** Presses the key until the element with this name has the focus. */
export const goTo = async (page: Page, name: string, key = 'Tab'): Promise<void> => {
  for (let pressed = 0; pressed < 60; pressed += 1) {
    if ((await focused(page)) === name) return;
    await page.keyboard.press(key);
  }
  expect(await focused(page)).toBe(name);
};
