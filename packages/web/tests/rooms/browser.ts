import { fileURLToPath } from 'node:url';
import axe from 'axe-core';
import { type Browser, type BrowserContextOptions, type Page } from 'playwright-core';

import { skipIntroduction } from '../launch.ts';

export { launch } from '../launch.ts';

export const shots = fileURLToPath(new URL('../../../../shots/rooms', import.meta.url));

export interface Tab {
  readonly page: Page;
  /** Errors and warnings that the page logged, except those that the test expects. */
  readonly complaints: string[];
  readonly close: () => Promise<void>;
}

export const openTab = async (browser: Browser, options: BrowserContextOptions = {}, expected: RegExp | null = null): Promise<Tab> => {
  const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce', viewport: { width: 1024, height: 800 }, ...options });
  await skipIntroduction(context);
  // The timeout is long enough for a busy machine.
  context.setDefaultTimeout(90_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  const complain = (text: string) => {
    if (!expected?.test(text)) complaints.push(text);
  };
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complain(message.text());
  });
  page.on('pageerror', (error) => complain(String(error)));
  // Chromium sometimes doesn't report that a context is closed; closing the browser then closes it.
  return { page, complaints, close: () => Promise.race([context.close(), new Promise<void>((resolve) => void setTimeout(resolve, 10_000).unref())]) };
};

/** Lists the violations that axe finds of WCAG 2.2 A and AA and of its best practices, one line each; only within `popup` if given. */
export const findBarriers = async (page: Page, popup: string | null = null): Promise<string[]> => {
  // The script is injected through the debugger, because the page's Content-Security-Policy blocks outside scripts.
  await page.evaluate(axe.source);
  const found = await page.evaluate(async (within) => {
    const run = (globalThis as unknown as { axe: { run: (where: Document | string, how: unknown) => Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }> } }).axe;
    const { violations } = await run.run(within ?? document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      // A popup is outside the landmarks of the page that it covers.
      rules: { region: { enabled: within === null } },
    });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary ?? ''}`));
  }, popup);
  return found.slice(0, 8);
};
