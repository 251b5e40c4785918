/** A talk with a teammate: the side that asks, the side that is asked, and all interruptions. */
import type { CircleView } from '@onhook/contract';
import type { Page } from 'playwright-core';
import { describe, expect, it, vi } from 'vitest';
import { idle, noon } from '../src/api/panel/fixtures.ts';
import { beginReset, paused } from './panel/begin.ts';
import { usePanels } from './panel/built.ts';
import { nobody } from './panel/fake-server.ts';
import { readStored } from './panel/stored.ts';
import { expectReadsWell, focused } from './panel/reads-well.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 400_000 });
const { server, open, posts, title, tap } = usePanels();
const patient = { timeout: 120_000, interval: 100 };

const member = (person: string, name: string, free = true) => ({ person, name, free });
const circle: CircleView = { ...nobody, members: [member('a', 'Ana'), member('b', 'Ben', false), member('c', 'Cem')] };
type MyWord = NonNullable<CircleView['myWord']>;
let tick = 0;
/** The view for the agent who asked for a talk, with the state of their request. */
const word = (state: MyWord['state'], place: MyWord['place'] = 'my-desk'): CircleView => ({
  ...circle,
  serverNow: noon + (tick += 1),
  myWord: { word: 'w1', to: { person: 'a', name: 'Ana' }, place, state, until: noon + 120_000 },
});
const done = (): string[] => server().posted.map(({ method, path }) => `${method} ${path}`).filter((what) => what.includes('/words'));

const openFind = async (view: CircleView = circle): Promise<Page> => {
  server().showCircle(view);
  server().show(paused);
  server().onPost(({ method, path, body }) => {
    if (method === 'POST' && path === '/api/words') server().showCircle(word('asked', (body as MyWord).place));
  });
  const page = await open({}, (page) => page.clock.install({ time: noon }));
  await beginReset(page, 'teammate');
  return page;
};
const askAna = async (page: Page): Promise<void> => {
  await title(page, 'Who might have a moment?');
  await page.getByRole('radio', { name: 'Ana' }).check();
  await tap(page, 'Ask Ana');
  await title(page, 'You asked Ana.');
};

describe('who asks', () => {
  it('finds who is free, says where, talks, and ends on what helped, by keys alone', async () => {
    const page = await openFind();
    await title(page, 'Who might have a moment?');
    await page.getByRole('radio', { name: 'Ana' }).waitFor();
    expect(await page.getByRole('radio', { name: 'Ben' }).count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Ask for a word' }).isDisabled()).toBe(true);
    await page.getByRole('radio', { name: 'Ana' }).focus();
    await page.keyboard.press('Space');
    await page.getByRole('radio', { name: 'At my desk' }).focus();
    for (const where of ['At your desk', 'By phone', 'In the kitchen']) {
      await page.keyboard.press('ArrowDown');
      await expect.poll(() => page.getByRole('radio', { name: where }).isChecked(), patient).toBe(true);
    }
    await expectReadsWell(page);
    await page.keyboard.press('Enter');
    await title(page, 'You asked Ana.');
    expect(posts('/api/words')).toEqual([{ person: 'a', place: 'kitchen' }]);
    await expect.poll(() => focused(page), patient).toBe('You asked Ana.');
    await page.getByText('They may be busy. Your request ends by itself at 14:11.').waitFor();
    await expectReadsWell(page);
    server().showCircle(word('yes', 'kitchen'));
    await title(page, 'Ana has a moment.');
    await page.getByText('In the kitchen').waitFor();
    await expect.poll(() => focused(page), patient).toBe('Ana has a moment.');
    await expectReadsWell(page);
    await page.keyboard.press('Enter');
    await title(page, 'Talk with Ana.');
    await expectReadsWell(page);
    await page.keyboard.press('Space');
    await title(page, 'Paused.');
    await page.clock.runFor(400_000);
    await title(page, 'Paused.');
    await page.getByRole('heading', { level: 1 }).focus();
    await page.keyboard.press('Space');
    await title(page, 'Talk with Ana.');
    await page.clock.runFor(185_000);
    await title(page, 'What helped?');
    await page.keyboard.press('1');
    await expect.poll(() => page.getByRole('checkbox', { name: 'Being heard' }).isChecked(), patient).toBe(true);
    await page.getByLabel('Or in your own words').fill('She laughed first.');
    await page.keyboard.press('Enter');
    await title(page, 'Ready when you are.');
    await expect.poll(async () => ((await readStored(page, 'carry')) as { learned: { text: string }[] } | undefined)?.learned.map(({ text }) => text), patient).toEqual([
      'Being heard',
      'She laughed first.',
    ]);
    expect(JSON.stringify(server().posted)).not.toMatch(/heard|laughed/);
    // The request was answered, so the panel takes nothing back.
    expect(done()).toEqual(['POST /api/words']);
  });

  it('hears the same whoever does not come, and asks somebody else, or somebody beside', async () => {
    const page = await openFind();
    await askAna(page);
    server().showCircle(word('closed'));
    await title(page, 'Not now.');
    await page.getByText('Ana can’t right now. It’s not about you.').waitFor();
    await expectReadsWell(page);
    await tap(page, 'Ask someone else');
    await askAna(page);
    await tap(page, 'Stop waiting');
    await expect.poll(done, patient).toContain('DELETE /api/words/w1');
    await title(page, 'Who might have a moment?');
    await tap(page, 'I found someone');
    await title(page, 'Talk.');
    await tap(page, 'We’re done');
    await title(page, 'What helped?');
  });

  it.each(['skips it', 'is called'])('leaves nobody waiting who %s', async (how) => {
    const page = await openFind();
    await askAna(page);
    if (how === 'skips it') await tap(page, 'Skip this part');
    else server().show({ ...paused, serverNow: noon + 1000, line: { state: 'ringing', since: noon, reason: null } });
    await expect.poll(done, patient).toContain('DELETE /api/words/w1');
  });

  it('is told when nobody is there, nobody is free, it was too late, or nothing can be known', async () => {
    const page = await openFind(nobody);
    await title(page, 'Your circle is empty.');
    await expectReadsWell(page);
    server().showCircle({ ...circle, serverNow: noon + (tick += 1), members: [member('b', 'Ben', false)] });
    await title(page, 'No one in your circle is free right now.');
    await expectReadsWell(page);
    server().showCircle({ ...circle, serverNow: noon + (tick += 1), members: [member('a', 'Ana')] });
    server().onPost(() => 'no-longer-possible');
    // The only teammate is already chosen.
    await tap(page, 'Ask Ana');
    await page.getByRole('main').getByText('Too late for that: the line has moved on.').waitFor();
    await expect.poll(() => page.getByRole('status').first().textContent(), patient).toBe('Too late for that: the line has moved on.');
    server().onPost(({ path }) => (path === '/api/circle' ? 'store-unavailable' : undefined));
    await page.reload();
    await title(page, 'No connection. Your circle comes back with it.');
    await expectReadsWell(page);
    await tap(page, 'I found someone');
    await title(page, 'Talk.');
  });
});

describe('who is asked', () => {
  const from = { person: 'a', name: 'Ana' };
  const asked = (state: 'asked' | 'yes'): CircleView => ({
    ...circle,
    serverNow: noon + (tick += 1),
    wordForMe: { word: 'w1', from, place: 'my-desk', state, until: noon + 120_000 },
  });

  it('hears it quietly between calls, and may say yes or not now', async () => {
    server().show(idle);
    server().showCircle(asked('asked'));
    const page = await open();
    await page.getByText('Ana would like a word. At Ana’s desk.').first().waitFor();
    await expect.poll(() => page.getByRole('status').first().textContent(), patient).toBe('Ana would like a word. At Ana’s desk.');
    await page.getByText('Your line stays open, so a call may come.').waitFor();
    await expectReadsWell(page);
    server().onPost(({ path, body }) => {
      if (!path.endsWith('/answer')) return;
      const isYes = (body as { answer: string }).answer === 'yes';
      server().showCircle(isYes ? asked('yes') : { ...circle, serverNow: noon + (tick += 1) });
    });
    await tap(page, 'I have a moment');
    await page.getByText('You said yes to Ana. At Ana’s desk.').first().waitFor();
    expect(posts('/api/words/w1/answer')).toEqual([{ answer: 'yes' }]);
    expect(await page.getByRole('button', { name: 'Not now' }).count()).toBe(0);
    await expectReadsWell(page);
    server().showCircle(asked('asked'));
    await tap(page, 'Not now');
    await page.getByText('Ana would like a word.').first().waitFor({ state: 'detached' });
    expect(posts('/api/words/w1/answer').at(-1)).toEqual({ answer: 'not-now' });
  });

  it('is not asked on a call, nor in minutes of their own', async () => {
    server().show(idle);
    server().showCircle(asked('asked'));
    const page = await open();
    const notice = page.getByRole('main').getByText(/Ana would like a word/);
    await notice.waitFor();
    server().show({ ...idle, serverNow: noon + 1000, line: { state: 'on-call', since: noon, reason: null } });
    await notice.waitFor({ state: 'detached' });
    expect(await page.getByRole('status').first().textContent()).toBe('On a call.');
    server().show({ ...paused, serverNow: noon + 2000 });
    await title(page, 'That was a hard one.');
    expect(await notice.count()).toBe(0);
  });
});
