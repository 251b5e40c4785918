/** Stored data, ways out, interruptions and motion of resets; every-technique.test.ts takes them to the end. SHOTS=1 takes pictures. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type PlanId, type Reset, restoreReset, stepOf } from '@onhook/core/reset';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { pausedRecovery, idle, noon, offered } from '../src/api/panel/fixtures.ts';
import { built } from './built.ts';
import { type FakeServer, startFakeServer } from './panel/fake-server.ts';
import { expectStored, readStored, writeStored } from './panel/stored.ts';
import { type Tab, findBarriers, launch, openTab } from './rooms/browser.ts';

const web = fileURLToPath(new URL('..', import.meta.url));
const shots = process.env['SHOTS'] ? join(web, '../../shots/techniques') : null;

vi.setConfig({ testTimeout: 180_000 });

let dist: string;
let browser: Browser;
let server: FakeServer;
let tab: Tab;

const line = (state: NonNullable<(typeof idle)['line']>['state']) => ({ state, since: noon, reason: null });
const recovery = { ...pausedRecovery, grantedMs: 600_000, pausedUntil: noon + 900_000 };
const paused = { ...idle, line: line('paused'), recovery, offer: offered };
const network = /Failed to load resource|ERR_/;
const patience = { timeout: 60_000 };

beforeAll(async () => {
  dist = await built('panel');
  browser = await launch();
  if (shots) await mkdir(shots, { recursive: true });
}, 240_000);
afterAll(async () => {
  await browser?.close();
});
beforeEach(async () => {
  server = await startFakeServer(dist);
  server.show(paused);
});
afterEach(async () => {
  const { complaints } = tab;
  await tab.close();
  await server.close();
  expect(complaints).toEqual([]);
});

/** Opens a panel whose clock the test moves, for an agent with this usual reset. */
const open = async (usual: PlanId, options: BrowserContextOptions = {}): Promise<Page> => {
  tab = await openTab(browser, { timezoneId: 'UTC', viewport: { width: 360, height: 640 }, ...options }, network);
  const { page } = tab;
  await page.clock.install({ time: noon });
  await page.goto(`${server.url}/panel`);
  await page.getByRole('heading', { level: 1 }).waitFor(patience);
  await writeStored(page, 'reset-prefs', { usual });
  await page.reload();
  return page;
};

const accept = async (page: Page): Promise<void> => {
  await page.getByRole('heading', { name: 'That was a hard one.' }).waitFor(patience);
  await vi.waitFor(async () => expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1'), patience);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Continue without' }).click(patience);
};

const machineOf = async (page: Page): Promise<Reset> => {
  const run = (await readStored(page, 'run')) as { machine: unknown } | null;
  return restoreReset(run?.machine) ?? expect.fail('no reset is on');
};
const at = async (page: Page): Promise<string> => {
  const machine = await machineOf(page);
  return stepOf(machine)?.id ?? machine.phase.kind;
};
const comesTo = (page: Page, step: string): Promise<void> =>
  vi.waitFor(async () => expect(await at(page)).toBe(step), { timeout: 60_000, interval: 50 });

const photograph = async (page: Page, name: string): Promise<void> => {
  if (!shots) return;
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(shots, `${name}-${colorScheme}.png`) });
  }
};

describe('what a reset leaves', () => {
  it('is remembered: whom one helped, shown the next time', async () => {
    const page = await open('helped');
    await writeStored(page, 'remembered', [{ id: 'r', at: 1, text: 'Mrs Weber and her meter\nI stayed on until it worked' }]);
    await page.reload();
    await accept(page);
    await page.getByText('Mrs Weber and her meter').waitFor(patience);
    const long = 'á😀ب'.repeat(3000);
    await page.getByLabel('In your own words').fill(long);
    await photograph(page, 'helped-earlier');
    await page.locator('form button[type=submit]').click();
    await comesTo(page, 'helped-how');
    await page.getByLabel('In your own words').fill('I listened.');
    await page.keyboard.press('Enter');
    await comesTo(page, 'ready');
    const kept = async () => ((await readStored(page, 'remembered')) as { text: string }[]).map(({ text }) => text);
    await vi.waitFor(async () => expect(await kept()).toContain(`${long}\nI listened.`), patience);
  });
});

describe('the ways out of a step', () => {
  it('stands while paused, and goes on by the same key', async () => {
    const page = await open('quiet');
    await accept(page);
    await comesTo(page, 'quiet-sit');
    await page.keyboard.press('Space');
    await page.getByRole('heading', { name: 'Paused.' }).waitFor(patience);
    await photograph(page, 'paused');
    await page.clock.runFor(600_000);
    expect(await at(page)).toBe('quiet-sit');
    await page.getByRole('heading').focus();
    await page.keyboard.press('Space');
    await page.getByRole('heading', { name: 'Nothing to do.' }).waitFor(patience);
    await page.clock.runFor(190_000);
    await comesTo(page, 'ready');
  });

  it('leaves out what is not for somebody, from then on, and brings it back', async () => {
    const page = await open('three-part');
    await accept(page);
    await comesTo(page, 'mine');
    await page.keyboard.press('n');
    await comesTo(page, 'else');
    await page.getByText('Left out from now on: Reflect.').waitFor(patience);
    await expectStored(page, 'reset-prefs').toMatchObject({ notForMe: ['reflect'] });
    await photograph(page, 'left-out');
    await page.getByRole('button', { name: 'Bring back: Reflect' }).click();
    await comesTo(page, 'mine');
    await expectStored(page, 'reset-prefs').toMatchObject({ notForMe: [] });
  });

  it('says its keys and its sounds when asked, and lets single keys be turned off', async () => {
    const page = await open('quiet');
    await accept(page);
    await comesTo(page, 'quiet-sit');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'More' }).waitFor(patience);
    await photograph(page, 'drawer');
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await findBarriers(page, 'dialog')).toEqual([]);
    }
    expect(await page.getByLabel('Soft tones').isChecked()).toBe(false);
    await page.getByLabel('Soft tones').check();
    await page.getByLabel('Single-key shortcuts').uncheck();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached', timeout: 60_000 });
    await page.keyboard.press('n');
    expect(await at(page)).toBe('quiet-sit');
    await expectStored(page, 'reset-prefs').toMatchObject({ tones: true, keys: false });
  });

  it('takes a sleep out of the time, and not a moment more', async () => {
    const page = await open('squeeze');
    await accept(page);
    await comesTo(page, 'squeeze-hands');
    await page.clock.fastForward(3_600_000);
    await page.clock.runFor(1500);
    expect(await at(page)).toBe('squeeze-hands');
    await page.clock.runFor(45_000);
    await comesTo(page, 'squeeze-arms');
  });
});

describe('an interrupted reset', () => {
  it('keeps what was answered, and is taken up where it was the next time', async () => {
    const page = await open('not-about-me');
    await accept(page);
    await comesTo(page, 'other-reasons');
    await page.getByLabel('They were afraid').waitFor(patience);
    await page.keyboard.press('2');
    await page.locator('form button[type=submit]').click();
    await comesTo(page, 'their-side');
    server.show({
      ...idle,
      serverNow: noon + 60_000,
      lastClosed: { recovery: 'r1', because: 'taken-away', servedMs: 60_000, grantedMs: 600_000, bankedMs: 0, at: noon + 60_000 },
    });
    await page.getByRole('heading', { name: 'The line is open.' }).waitFor(patience);
    await photograph(page, 'aside');
    expect(await findBarriers(page)).toEqual([]);
    // A reset that is tried without a recovery ends when a call comes, and can be continued afterwards.
    await page.getByRole('button', { name: 'Continue where you stopped' }).click();
    await comesTo(page, 'their-side');
    await page.getByRole('heading', { name: 'What was it like for them?' }).waitFor(patience);
    server.show({ ...idle, line: line('ringing'), serverNow: noon + 70_000 });
    await page.getByRole('heading').waitFor({ state: 'detached', timeout: 60_000 });
    server.show({ ...paused, recovery: { ...recovery, recovery: 'r2' }, offer: { ...offered, offer: 'o2', recovery: 'r2' }, serverNow: noon + 80_000 });
    await page.getByRole('button', { name: 'Continue where you stopped' }).click(patience);
    await comesTo(page, 'their-side');
    expect((await machineOf(page)).chosen).toEqual({ 'other-reasons': ['afraid'] });
  });
});

describe('what moves', () => {
  it('is the loop of a breath, which stands while the reset is paused', async () => {
    const page = await open('slow-breath', { reducedMotion: 'no-preference' });
    await accept(page);
    await comesTo(page, 'breath-pattern');
    await page.getByLabel('Two breaths in, one long breath out').check();
    await page.locator('form button[type=submit]').click();
    await comesTo(page, 'sigh');
    const drawn = () => page.locator('[data-breath] path').last().getAttribute('d');
    const first = await drawn();
    await expect.poll(drawn, patience).not.toBe(first);
    const properties = await page.evaluate(() =>
      document.getAnimations().flatMap(({ effect }) =>
        (effect as KeyframeEffect).getKeyframes().flatMap((frame) => Object.keys(frame).filter((name) => !['offset', 'computedOffset', 'easing', 'composite'].includes(name))),
      ),
    );
    expect(properties.filter((property) => property !== 'transform')).toEqual([]);
    await photograph(page, 'moving-breath');
    await page.keyboard.press('Space');
    await page.getByText('Paused.').first().waitFor(patience);
    const stopped = await drawn();
    await page.waitForTimeout(500);
    expect(await drawn()).toBe(stopped);
    await page.emulateMedia({ reducedMotion: 'reduce' });
  });
});
