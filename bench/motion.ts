/** Measures how evenly moving pictures are drawn on a slow computer, and how soon a tap is answered there. */
import type { Browser, Page } from 'playwright-core';
import { launch } from '../packages/web/tests/launch.ts';
import { quantile, quick, report, rest } from './support/figures.ts';
import { beginReset, slowDown, startResets } from './support/resets.ts';

const slower = 4;
const watchMs = quick ? 3000 : 10_000;
const taps = quick ? 6 : 20;

interface Watched {
  readonly frames: readonly number[];
  /** Longest task of the page's thread; the browser reports none of 50 ms or less. */
  readonly longestMs: number;
}

/** Runs in the page: measures the times between frames, and the longest task by the browser's own clock. */
const watch = (lasts: number): Promise<Watched> =>
  new Promise((resolve) => {
    const nextFrame = Reflect.get(globalThis, 'requestAnimationFrame') as (then: (at: number) => void) => void;
    const frames: number[] = [];
    const until = performance.now() + lasts;
    let longestMs = 50;
    const Observer = Reflect.get(globalThis, 'PerformanceObserver') as new (onChange: (list: { getEntries(): { duration: number }[] }) => void) => { observe(what: unknown): void; disconnect(): void };
    const tasks = new Observer((list) => {
      for (const { duration } of list.getEntries()) longestMs = Math.max(longestMs, duration);
    });
    tasks.observe({ type: 'longtask' });
    let last: number | null = null;
    const step = (at: number): void => {
      if (last !== null) frames.push(at - last);
      last = at;
      if (performance.now() < until) return nextFrame(step);
      tasks.disconnect();
      resolve({ frames, longestMs });
    };
    nextFrame(step);
  });

const plain = `<style>div{width:9rem;height:9rem;background:teal;animation:s 5s infinite alternate}@keyframes s{to{transform:scale(.4)}}</style><div></div><button onclick="this.textContent+='.'">tap</button>`;

const emptyPage = async (browser: Browser): Promise<Page> => {
  const page = await (await browser.newContext({ viewport: { width: 360, height: 640 } })).newPage();
  await page.setContent(plain);
  return page;
};

/** Measures the time from taps to the next paint by the browser's own clock, in steps of 8 ms. */
const paintsAfter = async (page: Page, tap: (turn: number) => Promise<void>): Promise<number[]> => {
  await page.evaluate(() => {
    const durations: number[] = [];
    Reflect.set(globalThis, 'paints', durations);
    const Observer = Reflect.get(globalThis, 'PerformanceObserver') as new (onChange: (list: { getEntries(): { name: string; duration: number }[] }) => void) => { observe(what: unknown): void };
    new Observer((list) => {
      for (const { name, duration } of list.getEntries()) if (name === 'click') durations.push(duration);
    }).observe({ type: 'event', durationThreshold: 16 });
  });
  for (let turn = 0; turn < taps; turn += 1) {
    await tap(turn);
    await rest(250);
  }
  return (await page.evaluate(() => Reflect.get(globalThis, 'paints') as unknown)) as number[];
};

const server = await startResets();
const browser = await launch();
try {
  const empty = await emptyPage(browser);
  await slowDown(empty, slower);
  const beside = await empty.evaluate(watch, watchMs);

  const scenes = [
    { name: 'breath', plan: 'slow-breath' },
    { name: 'squeeze', plan: 'squeeze' },
    { name: 'figure', plan: 'stretch' },
  ] as const;
  for (const { name, plan } of scenes) {
    const page = await beginReset(browser, server.url, plan);
    if (plan === 'slow-breath') {
      await page.getByLabel('Four seconds in, six out').check();
      await page.locator('form button[type=submit]').click();
      await page.getByRole('heading', { name: /^Breathe/ }).waitFor();
    }
    await slowDown(page, slower);
    await rest(500);
    const { frames, longestMs } = await page.evaluate(watch, watchMs);
    const note = `n ${frames.length}; baseline: an empty page with one CSS animation`;
    report({ name: `motion: ${name}, time between frames, p95`, value: quantile(frames, 0.95), unit: 'ms', baseline: quantile(beside.frames, 0.95), target: 'less than 20 ms', note });
    report({ name: `motion: ${name}, longest task`, value: longestMs, unit: 'ms', baseline: beside.longestMs, target: 'at most 50 ms', note });
    await page.context().close();
  }

  const page = await beginReset(browser, server.url, 'three-part');
  await slowDown(page, slower);
  const chips = page.locator('label:has(input[type=checkbox])');
  const ours = await paintsAfter(page, (turn) => chips.nth(turn % 3).click());
  const theirs = await paintsAfter(empty, () => empty.getByRole('button').click());
  // The browser reports no tap that was painted within 16 ms.
  const worst = (paints: readonly number[]): number => Math.max(16, quantile(paints, 0.95));
  report({
    name: 'motion: next paint after a tap, p95',
    value: worst(ours),
    unit: 'ms',
    baseline: worst(theirs),
    target: 'less than 100 ms',
    note: `n ${taps}, ${slower}x slower; baseline: one button on an empty page`,
  });
} finally {
  await browser.close();
  await server.close();
}
