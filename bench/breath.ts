/** Measures how exactly a paced breath keeps time over five minutes: the words by the clock, and the picture by the words. */
import { launch } from '../packages/web/tests/launch.ts';
import { median, quick, report, showProgress } from './support/figures.ts';
import { beginReset, slowDown, startResets } from './support/resets.ts';

const minutes = quick ? 1 : 5;
const breathMs = 10_000;
const inMs = 4000;

interface Change {
  readonly words: string;
  readonly at: number;
  /** Position of the picture in the breath. */
  readonly pictureMs: number;
  /** Time that a counter of ticks shows. */
  readonly countedMs: number;
}

/** Runs in the page: records every change of the sentence with the picture's time, beside a counter of ticks. */
const watch = (): void => {
  type Moving = { readonly currentTime: number };
  type Page = {
    querySelector(css: string): { readonly textContent: string } | null;
    getAnimations(): Moving[];
  };
  const page = Reflect.get(globalThis, 'document') as Page;
  const heading = page.querySelector('h1');
  const changes: Change[] = [];
  Reflect.set(globalThis, 'breathChanges', changes);
  const tickMs = 100;
  let countedMs = 0;
  setInterval(() => {
    countedMs += tickMs;
  }, tickMs);
  const Observer = Reflect.get(globalThis, 'MutationObserver') as new (onChange: () => void) => { observe(what: unknown, how: unknown): void };
  new Observer(() => {
    const pictureMs = Number(page.getAnimations()[0]?.currentTime ?? Number.NaN);
    changes.push({ words: heading?.textContent ?? '', at: performance.now(), pictureMs, countedMs });
  }).observe(heading, { characterData: true, childList: true, subtree: true });
};

const server = await startResets();
const browser = await launch();
try {
  const page = await beginReset(browser, server.url, 'slow-breath');
  await page.getByLabel('Four seconds in, six out').check();
  await page.getByLabel(quick ? 'One minute' : 'Five').check();
  await slowDown(page, 4);
  await page.locator('form button[type=submit]').click();
  await page.getByRole('heading', { name: 'Breathe in' }).waitFor();
  await page.evaluate(watch);
  showProgress(`breath: breathing for ${minutes} min`);
  await page.getByRole('heading', { name: 'Ready when you are.' }).waitFor({ timeout: (minutes + 2) * 60_000 });
  const all = (await page.evaluate(() => Reflect.get(globalThis, 'breathChanges') as unknown)) as Change[];
  const changes = all.filter(({ words }) => words.startsWith('Breathe'));
  const first = changes[0];
  if (!first) throw new Error('the words never changed');

  // The first change starts the first breath out; every later one is due at a fixed time.
  const due = (index: number): number => Math.floor((index + 1) / 2) * breathMs - (index % 2 === 0 ? 0 : inMs);
  const late = changes.map(({ at }, i) => Math.abs(at - first.at - due(i)));
  const counted = changes.map(({ at, countedMs }) => Math.abs(at - first.at - (countedMs - first.countedMs)));
  const beside = changes.map(({ pictureMs }, i) => {
    const apart = (pictureMs - inMs - due(i)) % breathMs;
    return Math.min(Math.abs(apart), breathMs - Math.abs(apart));
  });
  const note = `n ${changes.length} changes in ${minutes} min, 4x slower; baseline: a counter of ticks every 100 ms`;
  for (const [what, apart] of [
    ['words by the clock', late],
    ['picture by the words', beside],
  ] as const) {
    report({ name: `breath: ${what}, worst drift`, value: Math.max(...apart), baseline: Math.max(...counted), unit: 'ms', target: 'less than 50 ms', note });
    report({ name: `breath: ${what}, drift, p50`, value: median(apart), baseline: median(counted), unit: 'ms', note });
  }
} finally {
  await browser.close();
  await server.close();
}
