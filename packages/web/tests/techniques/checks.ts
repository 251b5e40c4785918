/** What must be so in every state, whoever reads it by whatever. Each returns what is wrong. */
import type { Page } from 'playwright-core';
import { pseudo } from '../../scripts/language.mjs';
import { findBarriers } from '../rooms/browser.ts';
import type { Desk } from './desk.ts';

/** Texts and names in the page that are not of its language. People's own words are nobody's to check. */
const foreignWords = async ({ page, words }: Desk): Promise<string[]> => {
  const texts = await page.evaluate(() => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node instanceof Element) {
        for (const name of ['aria-label', 'title', 'placeholder', 'alt']) found.push(node.getAttribute(name) ?? '');
      } else if (!node.parentElement?.closest('kbd, [dir=auto], script, style')) found.push(node.textContent?.trim() ?? '');
    }
    return [...new Set(found)];
  });
  return texts.flatMap((text) => words.foreign(text)).map((text) => `no word of ${words.locale}: ${text}`);
};

/** What sticks out of the window, or out of its own box. */
const cutOff = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const wide = document.documentElement.clientWidth;
    const found = document.documentElement.scrollWidth > wide ? [`the page is ${document.documentElement.scrollWidth} wide`] : [];
    for (const element of document.querySelectorAll('h1, h2, h3, p, button, label, li, dt, dd, kbd, textarea, input, [role=group] *')) {
      const { left, right, width, height } = element.getBoundingClientRect();
      if (width <= 1 || height <= 1) continue;
      const text = element.textContent?.trim() ?? '';
      const says = `${element.tagName} "${text || element.getAttribute('aria-label')}" of ${Math.round(left)} to ${Math.round(right)} in ${wide}`;
      // What has no words may be larger than it looks, for the finger.
      if (text ? left < -1 || right > wide + 1 : left + width / 2 < 0 || left + width / 2 > wide) found.push(says);
      else if (text && element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== 'inline') found.push(`too narrow: ${says}`);
    }
    return found;
  });

/** Controls that cannot be told from what they lie on. */
const unseen = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    type Colour = readonly [number, number, number, number];
    const read = (text: string): Colour => {
      const [r = 0, g = 0, b = 0, a = 1] = (text.match(/[\d.]+/g) ?? []).map(Number);
      return /^(none|transparent)/.test(text) ? [0, 0, 0, 0] : [r, g, b, a];
    };
    const light = ([r, g, b]: Colour): number => {
      const [x = 0, y = 0, z = 0] = [r, g, b].map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
      return 0.2126 * x + 0.7152 * y + 0.0722 * z;
    };
    const contrast = (one: Colour, other: Colour): number => {
      const [high = 0, low = 0] = [light(one), light(other)].sort((a, b) => b - a);
      return one[3] < 0.5 ? 1 : (high + 0.05) / (low + 0.05);
    };
    const groundOf = (element: Element | null): Colour => {
      for (let e = element; e; e = e.parentElement) {
        const ground = read(getComputedStyle(e).backgroundColor);
        if (ground[3] > 0.5) return ground;
      }
      return read(getComputedStyle(document.documentElement).backgroundColor);
    };
    const edges = (style: CSSStyleDeclaration): string[] =>
      (['top', 'right', 'bottom', 'left'] as const)
        .filter((side) => Number.parseFloat(style.getPropertyValue(`border-${side}-width`)) > 0 && style.getPropertyValue(`border-${side}-style`) !== 'none')
        .map((side) => style.getPropertyValue(`border-${side}-color`));
    const controls = 'button, a[href], textarea, input:not([type=radio], [type=checkbox], [type=file]), [role=radiogroup] label > span, [role=group] label > span, label:has([type=file])';
    const found: string[] = [];
    for (const control of document.querySelectorAll(controls)) {
      const style = getComputedStyle(control);
      if (control.getBoundingClientRect().width <= 1 || style.visibility === 'hidden') continue;
      const before = getComputedStyle(control, '::before');
      const inside = [...control.querySelectorAll('path, circle, line, rect, polyline')].map((shape) => getComputedStyle(shape));
      const ground = groundOf(control);
      const text = control.textContent?.trim() ?? '';
      const drawn = [...inside.map(({ stroke }) => stroke), ...inside.map(({ fill }) => fill)];
      const marks = before.content === 'none' ? [] : [...edges(before), before.backgroundColor];
      const best = (colours: readonly string[], on: Colour): number => Math.max(1, ...colours.map((colour) => contrast(read(colour), on)));
      const isRead = text === '' || contrast(read(style.color), ground) >= 4.5;
      const isFound = text !== '' || best([...drawn, ...marks], ground) >= 3 || best(edges(style), groundOf(control.parentElement)) >= 3;
      if (!isRead || !isFound) found.push(`not seen: ${text || control.getAttribute('aria-label')} ${control.outerHTML.slice(0, 90)}`);
    }
    return found;
  });

const moving = (page: Page): Promise<string[]> =>
  page.evaluate(() => document.getAnimations().filter(({ playState }) => playState === 'running').map(({ id }) => `moves: ${id || 'something'}`));

/** From right to left everything stands the other way round, and what points, points there. */
const notMirrored = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = [];
    const middleOf = (element: Element): number => {
      const { left, right } = element.getBoundingClientRect();
      return (left + right) / 2 / innerWidth;
    };
    const isFlipped = (element: Element | null): boolean => element !== null && new DOMMatrix(getComputedStyle(element).transform).a < 0;
    const tools = [...document.querySelectorAll('main > header > span > button')];
    const back = tools.find((tool) => tool.querySelector('.lucide-arrow-left'));
    if (back && (middleOf(back) < 0.5 || !isFlipped(back.querySelector('svg')))) found.push('the way back points forward');
    for (const tool of tools) if (tool !== back && middleOf(tool) > 0.5) found.push(`on the wrong side: ${tool.getAttribute('aria-label')}`);
    // Each is told by its height.
    for (const cord of document.querySelectorAll('main svg[viewBox$=" 50"]')) if (!isFlipped(cord)) found.push('the cord uncoils backwards');
    for (const breath of document.querySelectorAll('main svg[viewBox$=" 208"]')) if (!isFlipped(breath.parentElement)) found.push('the breath goes backwards');
    const heading = document.querySelector('h1');
    if (heading && getComputedStyle(heading).textAlign !== 'center') {
      const words = document.createRange();
      words.selectNodeContents(heading);
      if (Math.abs(words.getBoundingClientRect().right - heading.getBoundingClientRect().right) > 2) found.push('the sentence begins on the left');
    }
    return found;
  });

/** In every language: its own words, whole, at 360 and at 200 % of that, and at rest where motion is unwelcome. */
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

/** Lets as little time pass as this needs. */
const meanwhile = async <Value>(page: Page, work: Promise<Value>): Promise<Value> => {
  let isDone = false;
  const done = work.finally(() => {
    isDone = true;
  });
  while (!isDone) await page.clock.runFor(1);
  return done;
};

/** Once is enough: what does not hang on the language. */
export const barriersOf = async ({ page }: Desk): Promise<string[]> => {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    found.push(...(await meanwhile(page, findBarriers(page))));
  }
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, forcedColors: 'active' });
    found.push(...(await unseen(page)).map((problem) => `forced colours, ${colorScheme}: ${problem}`));
  }
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
  return found;
};
