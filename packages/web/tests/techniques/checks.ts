/** Checks that every state must pass, for every reader and device. Each returns a list of problems. */
import type { Page } from 'playwright-core';
import { pseudo } from '../../scripts/language.mjs';
import { findBarriers } from '../rooms/browser.ts';
import type { Desk } from './desk.ts';
import { unseen } from './unseen.ts';

/** Lists texts and names on the page that are not in its language. Texts that people wrote are not checked. */
const foreignWords = async ({ page, words }: Desk): Promise<string[]> => {
  const texts = await page.evaluate(() => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node instanceof Element) {
        for (const name of ['aria-label', 'title', 'placeholder', 'alt']) found.push(node.getAttribute(name) ?? '');
      } else if (!node.parentElement?.closest('kbd, [dir=auto], [lang]:not(html), script, style')) {
        found.push(node.textContent?.trim() ?? '');
      }
    }
    return [...new Set(found)];
  });
  return texts.flatMap((text) => words.foreign(text)).map((text) => `no word of ${words.locale}: ${text}`);
};

/** Runs in the page: lists what sticks out of the window, or out of its own box. */
export const findCutOff = (): string[] => {
  const { clientWidth: wide, scrollWidth } = document.documentElement;
  const found = scrollWidth > wide ? [`the page is ${scrollWidth} wide`] : [];
  const looked = 'h1, h2, h3, p, button, label, li, dt, dd, kbd, textarea, input, [role=group] *';
  for (const element of document.querySelectorAll(looked)) {
    const { left, right, width, height } = element.getBoundingClientRect();
    if (width <= 1 || height <= 1) continue;
    const text = element.textContent?.trim() ?? '';
    const middle = left + width / 2;
    // An element without words may be larger than it looks, to give fingers a larger target.
    const isOut = text ? left < -1 || right > wide + 1 : middle < 0 || middle > wide;
    const isTight = text !== '' && element.scrollWidth > element.clientWidth + 1;
    const name = `${element.tagName} "${text || element.getAttribute('aria-label')}"`;
    if (isOut) found.push(`${name} of ${Math.round(left)} to ${Math.round(right)} in ${wide}`);
    else if (isTight && getComputedStyle(element).display !== 'inline') found.push(`${name} is too narrow`);
  }
  return found;
};

const cutOff = (page: Page): Promise<string[]> => page.evaluate(findCutOff);

const moving = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    document.getAnimations().flatMap(({ playState, id }) => (playState === 'running' ? [`moves: ${id || 'something'}`] : [])),
  );

/** Lists elements that are not mirrored in a right-to-left language, including arrows. */
const notMirrored = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = [];
    const middleOf = (element: Element): number => {
      const { left, right } = element.getBoundingClientRect();
      return (left + right) / 2 / innerWidth;
    };
    const isFlipped = (element: Element | null): boolean =>
      element !== null && new DOMMatrix(getComputedStyle(element).transform).a < 0;
    const tools = [...document.querySelectorAll('main > header > span > button')];
    // The path of an arrow to the left.
    const back = tools.find((tool) => tool.querySelector('path[d="M19 12H5"]'));
    if (back && (middleOf(back) < 0.5 || !isFlipped(back.querySelector('svg')))) found.push('the way back points forward');
    for (const tool of tools) {
      if (tool !== back && middleOf(tool) > 0.5) found.push(`on the wrong side: ${tool.getAttribute('aria-label')}`);
    }
    const cords = [...document.querySelectorAll('main [data-cord]')];
    if (!cords.every(isFlipped)) found.push('the cord uncoils backwards');
    const heading = document.querySelector('h1');
    if (heading && getComputedStyle(heading).textAlign !== 'center') {
      const words = document.createRange();
      words.selectNodeContents(heading);
      const gap = heading.getBoundingClientRect().right - words.getBoundingClientRect().right;
      if (Math.abs(gap) > 2) found.push('the sentence begins on the left');
    }
    return found;
  });

/** Checks for every language: only its own words, none cut off at 360 px or at 200 %, and no motion when reduced motion is preferred. */
export const problemsOf = async (desk: Desk): Promise<string[]> => {
  const { page, words } = desk;
  const found = [...(await foreignWords(desk)), ...(await moving(page)), ...(await cutOff(page))];
  if (words.locale === pseudo) found.push(...(await notMirrored(page)));
  const resize = async (width: number, height: number): Promise<void> => {
    await page.setViewportSize({ width, height });
    await page.clock.runFor(40);
  };
  await resize(180, 320);
  found.push(...(await cutOff(page)).map((problem) => `at 200 %: ${problem}`));
  await resize(360, 640);
  return found;
};

/** Moves the page's clock on by as little as the work needs. */
const whileRunning = async <Value>(page: Page, work: Promise<Value>): Promise<Value> => {
  const end = work.then((value) => ({ value }));
  for (;;) {
    const done = await Promise.race([end, page.clock.runFor(1).then(() => null)]);
    if (done) return done.value;
  }
};

/** Checks that don't depend on the language, so that they run only once. */
export const barriersOf = async ({ page }: Desk): Promise<string[]> => {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    found.push(...(await whileRunning(page, findBarriers(page))));
  }
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, forcedColors: 'active' });
    found.push(...(await unseen(page)).map((problem) => `forced colours, ${colorScheme}: ${problem}`));
  }
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
  return found;
};
