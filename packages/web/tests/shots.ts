/** Pictures of every phase, for a person to look at. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { launch } from './chromium.ts';
import { startFakeServer } from './fake-server.ts';
import { phases } from './phases.ts';

/** @param only names of phases; all when empty */
export const takeShots = async (dist: string, into: string, only: readonly string[]): Promise<number> => {
  const server = await startFakeServer(dist);
  const browser = await launch();
  await mkdir(into, { recursive: true });
  let taken = 0;
  for (const width of [360, 1024, 1600])
    for (const scheme of ['light', 'dark'] as const)
      for (const phase of phases) {
        if (only.length > 0 && !only.includes(phase.name)) continue;
        const context = await browser.newContext({
          viewport: { width, height: width === 360 ? 640 : 900 },
          colorScheme: scheme,
          locale: 'en-GB',
          timezoneId: 'UTC',
        });
        const page = await context.newPage();
        if (typeof phase.view === 'string') server.refuse(phase.view);
        else server.show(phase.view);
        await page.goto(`${server.url}/panel`);
        if (phase.title !== null) await page.getByRole('heading', { level: 1 }).waitFor();
        await page.waitForFunction(() => !document.body.textContent?.includes('Fetching your line'));
        await phase.go?.(page);
        // Lets the cord come to rest; pictures of what moves are of its middle.
        await page.waitForTimeout(2200);
        await page.screenshot({ path: join(into, `${phase.name}-${width}-${scheme}.png`) });
        taken += 1;
        await context.close();
      }
  await browser.close();
  await server.close();
  return taken;
};
