/** The library and the circle, in every state and with every way of using them. */
import type { CircleView } from '@onhook/contract';
import { planIds } from '@onhook/core/reset';
import type { Page } from 'playwright-core';
import { describe, expect, it, vi } from 'vitest';
import { pausedRecovery, idle, noon, offered } from '../src/api/panel/fixtures.ts';
import { usePanels } from './panel/built.ts';
import { nobody } from './panel/fake-server.ts';
import { expectStored, readStored, writeStored } from './panel/stored.ts';
import { expectReadsWell, focused, goTo } from './panel/reads-well.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 400_000 });
const { server, open, posts, title, tap } = usePanels();
const patient = { timeout: 120_000, interval: 100 };

const paused = { ...idle, line: { state: 'paused' as const, since: noon, reason: null }, recovery: pausedRecovery, offer: offered };
/** The names in order, as the list shows them and as the labels of the ordering arrows name them. */
const rows = (page: Page): Promise<string[]> =>
  page.locator('main li').evaluateAll((all) =>
    all.map((li) => /^Move (.+) up$/.exec(li.querySelector('[aria-label$=" up"]')?.getAttribute('aria-label') ?? '')?.[1] ?? li.querySelector('button span')?.textContent ?? ''),
  );
const status = (page: Page) => page.getByRole('status').first();
const announces = (page: Page, words: string): Promise<void> => expect.poll(() => status(page).textContent(), patient).toBe(words);

const openLibrary = async (): Promise<Page> => {
  server().show(idle);
  const page = await open();
  await tap(page, 'What helps');
  await title(page, 'What helps');
  return page;
};

describe('the library', () => {
  it('reads well wherever one is in it', async () => {
    const page = await openLibrary();
    expect(await page.getByRole('main').getByRole('listitem').count()).toBe(planIds.length);
    await expectReadsWell(page);
    await page.getByRole('button', { name: /^Slow breath/ }).click();
    await title(page, 'Slow breath');
    await expectReadsWell(page);
    await tap(page, 'Not for me');
    await page.getByRole('button', { name: 'All techniques' }).first().click();
    await title(page, 'What helps');
    await expectReadsWell(page);
    await tap(page, 'Reorder');
    await title(page, 'What helps me');
    await expectReadsWell(page);
    await tap(page, 'Done');
    await tap(page, 'What’s known and what isn’t');
    await page.getByText(/^What we can promise/).waitFor();
    await expectReadsWell(page);
  });

  it('is gone through by keys alone, and heard', async () => {
    server().show(idle);
    const page = await open();
    await title(page, 'The line is open.');
    await goTo(page, 'What helps');
    await page.keyboard.press('Enter');
    await title(page, 'What helps');
    await expect.poll(() => focused(page), patient).toBe('What helps');
    await goTo(page, 'Reorder');
    await page.keyboard.press('Enter');
    await title(page, 'What helps me');
    await expect.poll(() => focused(page), patient).toBe('What helps me');
    const [first = '', second = ''] = await rows(page);
    await goTo(page, `Move ${first} down`);
    await page.keyboard.press('Enter');
    await announces(page, `${first}: 2 of ${planIds.length}.`);
    // A text for screen readers only takes up no space.
    expect((await status(page).boundingBox())?.height).toBeLessThanOrEqual(1);
    expect(await rows(page)).toEqual([second, first, ...(await rows(page)).slice(2)]);
    await expect.poll(() => focused(page), patient).toBe(`Move ${first} down`);
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await announces(page, `${first}: 1 of ${planIds.length}.`);
    // At the end of the list the button disappears, and the focus goes to the one beside it.
    await expect.poll(() => focused(page), patient).toBe(`Move ${first} down`);
    await page.keyboard.press('Escape');
    await title(page, 'What helps');
    await page.keyboard.press('Escape');
    await title(page, 'The line is open.');
  });

  it('keeps the agent’s own order, and begins with its first when asked to', async () => {
    const page = await openLibrary();
    await tap(page, 'Reorder');
    await title(page, 'What helps me');
    const before = await rows(page);
    const grip = page.locator('main li').nth(4).locator('[title]').first();
    await grip.hover();
    await page.mouse.down();
    const top = await page.locator('main li').first().boundingBox();
    await page.mouse.move(20, (top?.y ?? 0) + 5, { steps: 6 });
    await page.mouse.up();
    const after = [before[4] ?? '', ...before.filter((_, index) => index !== 4)];
    await expect.poll(() => rows(page), patient).toEqual(after);
    await page.getByLabel(`Start with ${after[0]} when I get minutes`).check();
    await expectStored(page, 'library-order').toHaveLength(planIds.length);
    await expectStored(page, 'reset-prefs').toMatchObject({ usual: ((await readStored(page, 'library-order')) as string[])[0] });
    await page.reload();
    await tap(page, 'What helps');
    await title(page, 'What helps');
    await expect.poll(async () => (await rows(page)).slice(0, 5), patient).toEqual(after.slice(0, 5));
    await page.getByRole('button', { name: 'Back' }).first().click();
    server().show({ ...paused, serverNow: noon + 1000 });
    await tap(page, 'Take three minutes');
    await tap(page, 'Continue without');
    await expect.poll(async () => ((await readStored(page, 'run')) as { machine: { plan: string } }).machine.plan, patient).toBe(
      ((await readStored(page, 'library-order')) as string[])[0],
    );
  });

  it('lets something be left out and shown again, and an order nobody wrote is none', async () => {
    const page = await openLibrary();
    await writeStored(page, 'library-order', ['no such thing', 7, 'quiet']);
    await page.reload();
    await tap(page, 'What helps');
    await title(page, 'What helps');
    await expect.poll(async () => (await rows(page))[0], patient).toBe('Quiet');
    expect(await rows(page)).toHaveLength(planIds.length);
    await page.getByRole('button', { name: /^Quiet/ }).click();
    await title(page, 'Quiet');
    await tap(page, 'Not for me');
    await announces(page, 'Quiet is now under “Not for me”.');
    await page.getByRole('button', { name: 'All techniques' }).first().click();
    await tap(page, 'Show again: Quiet');
    await page.getByRole('heading', { name: 'Not for me' }).waitFor({ state: 'detached' });
    expect(await rows(page)).toHaveLength(planIds.length);
    expect(server().posted).toEqual([]);
  });

  it('lets anything be tried; a call ends that, and finds the library open where it was', async () => {
    const page = await openLibrary();
    await page.getByRole('button', { name: /^Quiet/ }).click();
    await title(page, 'Quiet');
    await page.keyboard.press('Enter');
    await title(page, 'Nothing to do.');
    server().show({ ...idle, serverNow: noon + 1000, line: { state: 'ringing', since: noon, reason: null } });
    await page.getByRole('heading').waitFor({ state: 'detached' });
    server().show({ ...idle, serverNow: noon + 2000 });
    await title(page, 'Quiet');
    // A technique that is only tried out sends nothing to the server.
    expect(server().posted).toEqual([]);
  });
});

describe('the circle', () => {
  const ana = { person: 'a', name: 'Ana Lind' };
  const circle: CircleView = {
    ...nobody,
    members: [{ ...ana, free: true }, { person: 'b', name: 'Benedikta Papadopoulou-Weatherbottom', free: false }],
    invited: [{ person: 'c', name: 'Cem' }],
    askingMe: [{ person: 'd', name: 'Dana' }, { person: 'e', name: 'دانا' }],
  };
  const openCircle = async (view: CircleView): Promise<Page> => {
    server().showCircle(view);
    const page = await openLibrary();
    await tap(page, 'Your circle');
    await title(page, 'Your circle');
    return page;
  };

  it('reads well with nobody in it and with many', async () => {
    const page = await openCircle(nobody);
    await page.getByText('No one yet.').waitFor();
    await expectReadsWell(page);
    server().showCircle({ ...circle, serverNow: noon + 1 });
    await page.getByText('Dana').waitFor();
    await expectReadsWell(page);
  });

  it('is answered, asked and left by keys, each said by name', async () => {
    const page = await openCircle(circle);
    const asked = (): string[] => server().posted.map(({ method, path, body }) => `${method} ${path} ${JSON.stringify(body)}`);
    await page.getByText('Dana').waitFor();
    await goTo(page, 'Agree with Dana');
    server().showCircle({ ...circle, serverNow: noon + 1, members: [...circle.members, { person: 'd', name: 'Dana', free: true }], askingMe: circle.askingMe.slice(1) });
    await page.getByRole('button', { name: 'Agree with Dana' }).waitFor({ state: 'detached' });
    await goTo(page, 'Not for me: دانا');
    await page.keyboard.press('Enter');
    await expect.poll(asked, patient).toEqual(['POST /api/circle/e/answer {"answer":"decline"}']);
    await goTo(page, 'Withdraw your request to Cem');
    await page.keyboard.press('Enter');
    await expect.poll(asked, patient).toContain('DELETE /api/circle/c null');
    await goTo(page, 'Leave Ana Lind’s circle');
    await page.keyboard.press('Enter');
    await announces(page, 'You and Ana Lind have left each other’s circle.');
    expect(asked()).toContain('DELETE /api/circle/a null');

    server().colleaguesAre([ana, { person: 'f', name: 'Ferran' }]);
    await page.getByLabel('A colleague’s name').fill('an');
    await page.getByRole('button', { name: 'Ask Ferran to join your circle' }).waitFor();
    // A colleague who is already in the circle can't be invited again.
    expect(await page.getByRole('button', { name: 'Ask Ana Lind to join your circle' }).count()).toBe(0);
    await announces(page, 'Ferran');
    await page.getByRole('button', { name: 'Ask Ferran to join your circle' }).click();
    await expect.poll(() => posts('/api/circle'), patient).toEqual([{ person: 'f' }]);
    server().colleaguesAre([]);
    await page.getByLabel('A colleague’s name').fill('zz');
    await page.getByText('No agent found with that name.').first().waitFor();
    expect(await page.getByRole('listitem').filter({ hasText: 'Ferran' }).count()).toBe(0);
  });

  it('says so when something was not done, and when nothing is known', async () => {
    const page = await openCircle(circle);
    server().onPost(({ method }) => (method === 'POST' ? 'no-longer-possible' : undefined));
    await tap(page, 'Agree with Dana');
    await announces(page, 'Too late for that: the line has moved on.');
    await server().down();
    await page.getByRole('button', { name: 'Agree with Dana' }).click();
    await page.getByText('No connection, so nothing changed.').waitFor(patient);
    await server().up();
    server().onPost(() => {});
    await page.reload();
    await title(page, 'The line is open.');
    await server().down();
    await tap(page, 'What helps');
    await page.getByRole('heading', { level: 1 }).waitFor();
  });
});
