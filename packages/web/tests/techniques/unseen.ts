import type { Page } from 'playwright-core';

/** Lists controls that can't be read or can't be told from their background. */
export const unseen = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    type Colour = readonly [number, number, number, number];
    const read = (text: string): Colour => {
      const [r = 0, g = 0, b = 0, a = 1] = (text.match(/[\d.]+/g) ?? []).map(Number);
      return /^(none|transparent)/.test(text) ? [0, 0, 0, 0] : [r, g, b, a];
    };
    const straighten = (part: number): number =>
      part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4;
    const light = ([r, g, b]: Colour): number =>
      0.2126 * straighten(r) + 0.7152 * straighten(g) + 0.0722 * straighten(b);
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
      ['top', 'right', 'bottom', 'left']
        .filter((side) => Number.parseFloat(style.getPropertyValue(`border-${side}-width`)) > 0)
        .map((side) => style.getPropertyValue(`border-${side}-color`));
    const best = (colours: readonly string[], on: Colour): number =>
      Math.max(1, ...colours.map((colour) => contrast(read(colour), on)));

    const isSeen = (control: Element): boolean => {
      const style = getComputedStyle(control);
      if (control.getBoundingClientRect().width <= 1 || style.visibility === 'hidden') return true;
      const ground = groundOf(control);
      if (control.textContent?.trim()) return contrast(read(style.color), ground) >= 4.5;
      const before = getComputedStyle(control, '::before');
      const inside = [...control.querySelectorAll('path, circle, line, rect, polyline')].map((shape) => getComputedStyle(shape));
      const marks = before.content === 'none' ? [] : [...edges(before), before.backgroundColor];
      const drawn = inside.flatMap(({ stroke, fill }) => [stroke, fill]);
      return best([...drawn, ...marks], ground) >= 3 || best(edges(style), groundOf(control.parentElement)) >= 3;
    };
    const controls = [
      'button',
      'a[href]',
      'textarea',
      'input:not([type=radio], [type=checkbox], [type=file])',
      '[role=radiogroup] label > span',
      '[role=group] label > span',
      'label:has([type=file])',
    ];
    return [...document.querySelectorAll(controls.join())]
      .filter((control) => !isSeen(control))
      .map((control) => `not seen: ${control.textContent?.trim()} ${control.outerHTML.slice(0, 90)}`);
  });
