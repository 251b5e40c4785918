import { fileURLToPath } from 'node:url';
import axe from 'axe-core';
import { type Browser, type BrowserContextOptions, type Page } from 'playwright-core';

export { launch } from '../launch.ts';

export const shots = fileURLToPath(new URL('../../../../shots/rooms', import.meta.url));

export interface Tab {
  readonly page: Page;
  /** What the page complained about; `expect` names what a test brings about itself. */
  readonly complaints: string[];
  readonly close: () => Promise<void>;
}

export const openTab = async (browser: Browser, options: BrowserContextOptions = {}, expected: RegExp | null = null): Promise<Tab> => {
  const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce', viewport: { width: 1024, height: 800 }, ...options });
  // A busy machine is no reason to give up.
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
  // Chromium now and then does not say that a context is closed; the browser's own end closes it then.
  return { page, complaints, close: () => Promise.race([context.close(), new Promise<void>((resolve) => void setTimeout(resolve, 10_000).unref())]) };
};

/** What axe finds wrong by WCAG 2.2 A and AA and its best practices, one line each; in a popup, within it. */
export const findBarriers = async (page: Page, popup: string | null = null): Promise<string[]> => {
  // Through the debugger: the page's own policy lets no script in from outside.
  await page.evaluate(axe.source);
  const found = await page.evaluate(async (within) => {
    const run = (globalThis as unknown as { axe: { run: (where: Document | string, how: unknown) => Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }> } }).axe;
    const { violations } = await run.run(within ?? document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      // A popup stands outside the landmarks of the page it covers.
      rules: { region: { enabled: within === null } },
    });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary ?? ''}`));
  }, popup);
  return found.slice(0, 8);
};
