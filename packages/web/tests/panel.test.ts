import type { Page } from 'playwright-core';
import { describe, expect, it, vi } from 'vitest';
import { pausedRecovery, idle, noon, offered } from '../src/api/panel/fixtures.ts';
import { askedByBen, nothingAsked } from './panel/fake-server.ts';
import { usePanels } from './panel/built.ts';
import { expectStored, nothingWaits } from './panel/stored.ts';
import { phases } from './panel/phases.ts';
import { startRelay } from './panel/relay.ts';
import { findBarriers } from './rooms/browser.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 400_000 });
const { server, open, posts, title, tap } = usePanels();

const line = (state: NonNullable<(typeof idle)['line']>['state']) => ({ state, since: noon, reason: null });
const paused = { ...idle, line: line('paused'), recovery: pausedRecovery, offer: offered };

const press = async (page: Page, ...keys: string[]): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key);
};
/** The posted endings of the only reset that was started. */
const ends = (): unknown[] => {
  const [begun] = posts('/api/resets') as { reset: string }[];
  return posts(`/api/resets/${begun?.reset}/end`).map((body) => (body as { how: unknown }).how);
};
const focused = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => document.activeElement?.textContent?.trim());

describe('every state', () => {
  it.each(phases)('$name reads well in light and dark, and fits', async (phase) => {
    if (typeof phase.view === 'string') server().refuse(phase.view);
    else server().show(phase.view);
    // Without a service worker, which would load every file of the panel again for each state.
    const page = await open({ serviceWorkers: 'block' });
    await page.getByText('Loading your line').waitFor({ state: 'detached' });
    await phase.go?.(page);
    if (phase.title !== null) await title(page, phase.title);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      const found = await findBarriers(page);
      // The panel shows nothing on purpose during a live call, so it has no heading either.
      expect(phase.title === null ? found.filter((barrier) => !barrier.startsWith('page-has-heading-one')) : found).toEqual([]);
    }
    for (const width of [320, 360, 1600]) {
      await page.setViewportSize({ width, height: 640 });
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(over).toBe(0);
    }
    // With text at 200 % in a window of 360 px, no content is cut off at the side.
    await page.setViewportSize({ width: 360, height: 640 });
    await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
    const cut = await page.evaluate(() =>
      [...document.querySelectorAll('h1, p, button, label, dd, li')]
        .filter((e) => e.getBoundingClientRect().right > innerWidth + 1)
        .map((e) => e.textContent),
    );
    expect(cut).toEqual([]);
  });
});

describe('a live call', () => {
  it.each(['ringing', 'on-call'] as const)('leaves a line and a quiet way to the phrasebook when %s', async (state) => {
    server().show({ ...paused, line: line(state), phonesUp: false });
    const page = await open();
    await page.locator('main > [aria-hidden]:first-child').waitFor();
    expect((await page.getByRole('main').innerText()).replaceAll(/\s+/g, ' ').trim()).toBe('Phrasebook /');
    expect(await page.locator('button, input, a, svg').count()).toBe(1);
    const way = await page.getByRole('button', { name: 'Phrasebook' }).boundingBox();
    expect(Math.round((way?.y ?? 0) + (way?.height ?? 0))).toBeGreaterThan(600);
    expect(await page.getByRole('status').textContent()).toBe('On a call.');
    const { width = 0, height = 0 } = (await page.getByRole('status').boundingBox()) ?? {};
    expect(width * height).toBeLessThanOrEqual(1);
  });

  it('waits with the reset, and goes on with it', async () => {
    server().show(paused);
    const page = await open();
    await page.getByRole('button', { name: 'Take three minutes' }).click();
    await page.getByRole('button', { name: 'Tight', exact: true }).click();
    await title(page, 'What part of that is yours to carry?');
    await press(page, '1', 'Enter');
    await title(page, 'What was the customer’s?');
    server().show({ ...paused, line: line('on-call'), serverNow: noon + 1000 });
    await page.getByRole('heading').waitFor({ state: 'detached' });
    server().show({ ...paused, serverNow: noon + 2000 });
    await title(page, 'What was the customer’s?');
  });
});

describe('the first run', () => {
  it('A new agent sees three screens once, waits for a call, and finds them again in the menu', async () => {
    server().show(idle);
    const page = await open({}, (opened) => opened.addInitScript('globalThis.showsFirstRun = true'));
    await title(page, 'After a hard call, a few minutes are yours.');
    expect(await findBarriers(page)).toEqual([]);
    await tap(page, 'Next');
    await title(page, 'What your lead sees');
    expect(await findBarriers(page)).toEqual([]);
    server().show({ ...idle, line: line('on-call'), serverNow: noon + 1000 });
    await page.getByRole('heading').first().waitFor({ state: 'detached' });
    server().show({ ...idle, serverNow: noon + 2000 });
    await title(page, 'After a hard call, a few minutes are yours.');
    await tap(page, 'Next');
    await tap(page, 'Next');
    await title(page, 'What stays yours');
    expect(await findBarriers(page)).toEqual([]);
    await tap(page, 'Later, from the menu');
    await title(page, 'The line is open.');
    await page.reload();
    await title(page, 'The line is open.');
    await tap(page, 'Menu');
    await tap(page, 'How Onhook works');
    await title(page, 'After a hard call, a few minutes are yours.');
    await press(page, 'Escape');
    await title(page, 'The line is open.');
  });
});

describe('home', () => {
  it('shows the day and the last call, and fits a small window with one notice', async () => {
    const minute = 60_000;
    server().dayIs({
      serverNow: noon,
      firstCallAt: noon - 300 * minute,
      lastCall: { queue: 'Orders', endedAt: noon - 2 * minute, talkMs: 6 * minute },
      hardCalls: [{ startedAt: noon - 90 * minute, endedAt: noon - 70 * minute }],
      keptMinutes: [{ startedAt: noon - 70 * minute, endedAt: noon - 65 * minute }],
    });
    server().showDebrief({ ...nothingAsked, forMe: [askedByBen] });
    server().show({ ...idle, tappable: { call: 'c1', leg: 1, queue: 'Orders', endedAt: noon - 2 * minute, level: 1, tap: null } });
    const page = await open();
    await page.getByText('1 hard call, 5 minutes kept').waitFor();
    await page.getByText('Last call: Orders, 6 minutes.').waitFor();
    await page.getByText('Available since 14:08').waitFor();
    await page.getByText('Ben would like a word.').first().waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollHeight - innerHeight)).toBeLessThanOrEqual(0);
  });
});

describe('the offer', () => {
  it('is told as shown once it has been painted, with a mark', async () => {
    server().show(paused);
    const page = await open();
    await title(page, 'That was a hard one.');
    await vi.waitFor(() => expect(posts('/api/offers/o1/shown')).toHaveLength(1), 60_000);
    const marks = await page.evaluate(() =>
      performance.getEntriesByName('onhook:offer-painted').map((mark) => (mark as PerformanceMark).detail as unknown),
    );
    expect(marks).toEqual(['o1']);
    server().show({ ...paused, offer: { ...offered, state: 'shown' }, serverNow: noon + 500 });
    await title(page, 'That was a hard one.');
    expect(posts('/api/offers/o1/shown')).toHaveLength(1);
  });

  it.each([
    ['Keep them for later', 'later'],
    ['No thanks, stay on', 'skipped'],
    ['It was fine, actually', 'not-relevant'],
  ])('answers "%s" as %s', async (name, answer) => {
    server().show(paused);
    const page = await open();
    await page.getByRole('button', { name }).click();
    await vi.waitFor(() => expect(posts('/api/offers/o1/answer')).toEqual([{ answer, undoable: true }]), 60_000);
  });

  it('takes Escape for "later"', async () => {
    server().show(paused);
    const page = await open();
    await title(page, 'That was a hard one.');
    await press(page, 'Escape');
    await vi.waitFor(() => expect(posts('/api/offers/o1/answer')).toEqual([{ answer: 'later', undoable: true }]), 60_000);
  });

  it('leaves five seconds to undo an answer, or to open the line at once', async () => {
    server().show({ ...paused, offer: { ...offered, pending: { answer: 'later', takesEffectAt: noon + 5_000 } } });
    const page = await open();
    await title(page, 'Kept for later.');
    await tap(page, 'Undo');
    await vi.waitFor(() => expect(posts('/api/offers/o1/undo')).toHaveLength(1), 60_000);
    await tap(page, 'Open the line now');
    await vi.waitFor(() => expect(posts('/api/offers/o1/answer')).toEqual([{ answer: 'later', undoable: false }]), 60_000);
  });

  it('comes back and says so when the minutes are gone', async () => {
    server().show(paused);
    server().onPost(({ path }) => (path.endsWith('/answer') ? 'no-longer-possible' : undefined));
    const page = await open();
    await page.getByRole('button', { name: 'Take three minutes' }).click();
    await page.getByText('Too late for that: the line has moved on.').waitFor();
    await title(page, 'That was a hard one.');
  });
});

describe('a reset', () => {
  it('can be walked through by keys alone, and tells the server only that it began and ended', async () => {
    server().show(paused);
    const page = await open();
    await title(page, 'That was a hard one.');
    await expect.poll(() => focused(page)).toBe('That was a hard one.');
    await press(page, 'Enter');
    await title(page, 'How tight is the cord right now?');
    await press(page, 'Tab', 'Tab', 'Space');
    await title(page, 'What part of that is yours to carry?');
    await page.getByLabel('A call back').waitFor();
    await press(page, '3');
    await expect.poll(() => page.getByLabel('A call back').isChecked()).toBe(true);
    await page.getByLabel('Or in your own words').focus();
    await page.keyboard.type('Refund, by 2 o’clock');
    await press(page, 'Enter');
    await title(page, 'What was the customer’s?');
    await expect.poll(() => focused(page)).toBe('What was the customer’s?');
    await page.getByLabel('Their anger').waitFor();
    await press(page, '1');
    await expect.poll(() => page.getByRole('listitem').allTextContents()).toEqual(['Their anger']);
    await press(page, 'Enter');
    await title(page, 'What do you need now?');
    await page.getByLabel('Water').waitFor();
    await press(page, '3', 'Enter');
    await title(page, 'A glass of water.');
    await press(page, 'Enter');
    await title(page, 'What else could explain it?');
    await page.getByLabel('I can’t know').waitFor();
    await press(page, '5', 'Enter');
    await title(page, 'Arms overhead.');
    await press(page, 'Enter');
    await title(page, 'Roll your shoulders.');
    await press(page, 'Enter');
    await title(page, 'Shake out your hands.');
    await press(page, 'Enter');
    await title(page, 'Breathe in');
    await page.getByRole('button', { name: 'Skip this part' }).focus();
    await press(page, 'Enter');
    await title(page, 'Where do you stand?');
    await press(page, '2', 'Enter');
    await title(page, 'Ready when you are.');
    await page.getByText('You carry: A call back: Refund, by 2 o’clock. The rest was theirs.').waitFor();
    await vi.waitFor(() => expect(ends()).toEqual(['completed']), 60_000);
    await page.getByRole('button', { name: 'Loose', exact: true }).click();
    await page.getByRole('button', { name: 'Back on the line' }).focus();
    await press(page, 'Enter');
    await vi.waitFor(() => expect(posts('/api/recoveries/r1/end')).toEqual([null]), 60_000);

    expect(JSON.stringify(server().posted)).not.toMatch(/Refund|anger|call-back|water|ight/);
    await expectStored(page, 'carry').toMatchObject({
      items: [{ text: 'A call back: Refund, by 2 o’clock' }],
      putDown: [{ text: 'Their anger' }],
    });
    await expectStored(page, 'taps').toMatchObject([{ before: 2, after: 5 }]);
    await expectStored(page, 'own-line').toBe('I say what I can do, and what I can’t.');
  });

  it('goes on after a reload where it was', async () => {
    server().show(paused);
    const page = await open();
    await page.getByRole('button', { name: 'Take three minutes' }).click();
    await page.getByRole('button', { name: 'Continue without' }).click();
    await page.getByLabel('A promise I made').waitFor();
    await title(page, 'What part of that is yours to carry?');
    await press(page, '1', 'Enter');
    await title(page, 'What was the customer’s?');
    await page.getByLabel('Or in your own words').fill('the tone');
    await vi.waitFor(() => expect(posts('/api/resets')).toHaveLength(1), 60_000);
    await nothingWaits(page);
    await page.reload();
    await title(page, 'What was the customer’s?');
    expect(await page.getByLabel('Or in your own words').inputValue()).toBe('the tone');
    expect(posts('/api/resets')).toMatchObject([{ recovery: 'r1' }]);
  });

  it('stops early when that is enough', async () => {
    server().show(paused);
    const page = await open();
    await page.getByRole('button', { name: 'Take three minutes' }).click();
    await page.getByRole('button', { name: 'Enough for now' }).click();
    await title(page, 'Ready when you are.');
    await vi.waitFor(() => expect(ends()).toEqual(['stopped-early']), 60_000);
  });

  it('gives one more minute when there is one', async () => {
    server().show(paused);
    const page = await open();
    await page.getByRole('button', { name: 'Take three minutes' }).click();
    await page.getByRole('button', { name: 'Continue without' }).click();
    for (let part = 0; part < 4; part += 1) await page.getByRole('button', { name: 'Skip this part' }).click();
    await page.getByRole('button', { name: 'One more minute' }).click();
    await title(page, 'Nothing to do.');
    expect(posts('/api/recoveries/r1/extend')).toHaveLength(1);
  });

  it('tells who cut it short, and keeps what was answered', async () => {
    server().show(paused);
    const page = await open();
    await page.getByRole('button', { name: 'Take three minutes' }).click();
    await page.getByRole('button', { name: 'Continue without' }).click();
    await page.getByLabel('A promise I made').waitFor();
    await title(page, 'What part of that is yours to carry?');
    await press(page, '1', 'Enter');
    await title(page, 'What was the customer’s?');
    server().show({
      ...idle,
      serverNow: noon + 60_000,
      lastClosed: { recovery: 'r1', because: 'taken-away', servedMs: 60_000, grantedMs: 180_000, bankedMs: 120_000, at: noon + 60_000 },
    });
    await page.getByText('The phone system opened the line at 14:10. You had 1 minute of 3 minutes.').waitFor();
    await page.getByRole('button', { name: 'Carry list' }).click();
    await page.getByText('A promise I made').waitFor();
    await page.getByRole('button', { name: 'Back' }).first().click();
    await page.getByRole('button', { name: 'Your minutes' }).click();
    await page.getByRole('button', { name: 'Delete everything here' }).click();
    await page.getByText('Nothing saved here.').waitFor();
    await expectStored(page, 'carry').toBeUndefined();
  });

  it('stands still when motion is unwelcome, and moves when it is not', async () => {
    server().show(paused);
    const page = await open();
    await page.getByRole('button', { name: 'Take three minutes' }).click();
    await page.getByRole('button', { name: 'Continue without' }).click();
    const running = () => page.evaluate(() => document.getAnimations().length);
    for (let part = 0; part < 2; part += 1) await page.getByRole('button', { name: 'Skip this part' }).click();
    await title(page, 'Arms overhead.');
    expect(await running()).toBe(0);
    for (let step = 0; step < 3; step += 1) await page.getByRole('button', { name: 'Next' }).click();
    await title(page, 'Breathe in');
    expect(await running()).toBe(0);
    expect(await page.locator('[data-breath] g').count()).toBe(3);
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    await page.reload();
    await page.getByRole('heading', { name: /^Breathe/ }).waitFor();
    const drawn = () => page.locator('[data-breath] path').last().getAttribute('d');
    const first = await drawn();
    await expect.poll(drawn).not.toBe(first);
  });
});

describe('a lost connection', () => {
  it('that stays open and silent is noticed after 20 seconds, said calmly at the foot of the window, and replaced', async () => {
    server().show(idle);
    const relay = await startRelay(server().url);
    const page = await open({ viewport: { width: 360, height: 700 }, serviceWorkers: 'block' }, async (opened) => {
      // With a stream of its own, the page's clock is the stream's clock.
      await opened.addInitScript(() => Reflect.deleteProperty(globalThis, 'SharedWorker'));
      await opened.clock.install();
    });
    await page.goto(`${relay.url}/panel`);
    await title(page, 'The line is open.');
    relay.swallow();
    server().show({ ...paused, serverNow: noon + 1000 });
    await page.clock.runFor(30_000);
    await page.getByText('As of 14:09. Reconnecting.').waitFor();
    const { y = 0, height = 0 } = (await page.getByRole('status').boundingBox()) ?? {};
    expect(y + height).toBeLessThanOrEqual(700);
    relay.pass();
    // The browser may try connections of its pool first, which are as dead.
    await expect
      .poll(async () => {
        await page.clock.runFor(25_000);
        return page.getByRole('heading', { level: 1 }).textContent();
      }, { timeout: 60_000, interval: 500 })
      .toBe('That was a hard one.');
    await expect.poll(() => page.getByRole('status').textContent()).toBe('');
    await relay.close();
  });

  it('says that the minutes go on, and catches up by itself', async () => {
    server().show(paused);
    const page = await open();
    await title(page, 'That was a hard one.');
    server().cut();
    await page.getByText('No connection. Your minutes still count.').waitFor();
    server().mend();
    server().show({ ...idle, serverNow: noon + 9000 });
    await title(page, 'The line is open.');
    await vi.waitFor(async () => expect(await page.getByRole('status').textContent()).toBe(''), { timeout: 20_000 });
  });

  it('keeps one stream for two windows', async () => {
    server().show(idle);
    const page = await open();
    await title(page, 'The line is open.');
    const second = await page.context().newPage();
    await second.goto(`${server().url}/panel`);
    await title(second, 'The line is open.');
    server().show({ ...paused, serverNow: noon + 100 });
    await title(page, 'That was a hard one.');
    await title(second, 'That was a hard one.');
    expect(server().streams()).toBe(1);
  });
});
