import type { Browser, Locator, Page } from 'playwright-core';
import { skipIntroduction } from '../../packages/web/tests/launch.ts';
import type { Server } from './server.ts';
import { until } from './until.ts';

const words = {
  open: 'The line is open.',
  hard: 'That was a hard one.',
  tightness: 'How tight is the cord right now?',
  ready: 'Ready when you are.',
  take: /^Take /,
  back: 'Back on the line',
  next: 'Next',
  skip: 'Skip this part',
};
const slow = { timeout: 30_000 };
const mostSteps = 20;

/** An agent's panel in a real browser. No other file of the tests knows its markup. */
export interface PanelPage {
  readonly page: Page;
  readonly idle: Locator;
  readonly offer: Locator;
  /** True when the panel shows the line and the quiet way to the phrasebook, and nothing else. */
  onlyALine(): Promise<boolean>;
  /** Goes through the reset by keyboard alone, from the offer to its last screen. Returns the sentences on the way. */
  resetByKeyboard(): Promise<string[]>;
  /** Leaves the last screen by key. */
  backOnTheLine(): Promise<void>;
  /** Errors of the page: thrown ones, and those on its console. */
  readonly problems: readonly string[];
}

/** Opens the one-time link in a new browser of the agent, which leads to the panel. */
export const openPanel = async (browser: Browser, server: Server, person: string): Promise<PanelPage> => {
  const context = await browser.newContext({ viewport: { width: 360, height: 640 }, reducedMotion: 'reduce' });
  await skipIntroduction(context);
  const page = await context.newPage();
  page.setDefaultTimeout(slow.timeout);
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  await page.goto(await server.cli('link', person));
  await page.waitForURL('**/panel', slow);

  const title = (name: string): Locator => page.getByRole('heading', { level: 1, name });
  const sentence = (): Promise<string> => page.getByRole('heading', { level: 1 }).innerText();
  const button = (name: string | RegExp): Locator => page.getByRole('button', { name });
  const tabTo = async (target: Locator): Promise<void> => {
    await until('the key reaches it', async () => {
      await page.keyboard.press('Tab');
      return target.evaluate((element) => element === element.ownerDocument.activeElement);
    });
  };

  return {
    page,
    problems,
    idle: title(words.open),
    offer: title(words.hard),
    onlyALine: async () => {
      const main = page.getByRole('main');
      const line = main.locator(':scope > [aria-hidden]:first-child');
      const nothingElse = (await main.innerText()).replaceAll(/\s+/g, ' ').trim() === 'Phrasebook /' && (await page.getByRole('button').count()) === 1;
      return nothingElse && line.isVisible();
    },
    resetByKeyboard: async () => {
      await title(words.hard).waitFor();
      await tabTo(button(words.take));
      await page.keyboard.press('Enter');
      await title(words.tightness).waitFor();
      const met = [words.tightness];
      await page.keyboard.press('s');
      for (let step = 0; step < mostSteps; step += 1) {
        await until('the next sentence', async () => (await sentence()) !== met.at(-1));
        met.push(await sentence());
        if (met.at(-1) === words.ready) return met;
        // The breath and the movements end by the clock, so the test skips them.
        if (await button(words.next).isVisible()) {
          await page.keyboard.press('1');
          await page.keyboard.press('Enter');
        } else {
          await tabTo(button(words.skip));
          await page.keyboard.press('Enter');
        }
      }
      throw new Error(`the reset does not end: ${met.join(' / ')}`);
    },
    backOnTheLine: async () => {
      await tabTo(button(words.back));
      await page.keyboard.press('Enter');
    },
  };
};
