/** Takes pictures of every phase for people to look at. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startFakeServer } from './fake-server.ts';
import { phases } from './phases.ts';
import { launch, skipIntroduction } from '../launch.ts';

const sizes = [
  { width: 360, height: 640 },
  { width: 1024, height: 900 },
  { width: 1600, height: 900 },
];

/** @param only names of phases; all when empty */
export const takeShots = async (dist: string, into: string, only: readonly string[]): Promise<number> => {
  const wanted = phases.filter(({ name }) => only.length === 0 || only.includes(name));
  const browser = await launch();
  await mkdir(into, { recursive: true });

  const series = async (viewport: (typeof sizes)[number], colorScheme: 'light' | 'dark'): Promise<void> => {
    const server = await startFakeServer(dist);
    for (const phase of wanted) {
      const context = await browser.newContext({ viewport, colorScheme, locale: 'en-GB', timezoneId: 'UTC' });
      await skipIntroduction(context);
      const page = await context.newPage();
      if (typeof phase.view === 'string') server.refuse(phase.view);
      else server.show(phase.view);
      await page.goto(`${server.url}/panel`);
      await page.waitForFunction(
        () => document.querySelector('h1') === null || !document.body.textContent?.includes('Loading'),
      );
      await phase.go?.(page);
      // The delay lets the cord come to rest; continuous motion is caught in the middle.
      await page.waitForTimeout(1500);
      await page.screenshot({ path: join(into, `${phase.name}-${viewport.width}-${colorScheme}.png`) });
      await context.close();
    }
    await server.close();
  };

  for (const size of sizes) await Promise.all([series(size, 'light'), series(size, 'dark')]);
  await browser.close();
  return wanted.length * sizes.length * 2;
};
