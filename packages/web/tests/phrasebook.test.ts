import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { pausedRecovery, idle, noon, offered } from '../src/api/panel/fixtures.ts';
import { active, field, isFocused, isStored, line, openBook, options, poll, bookReady, retype, showsText, useBook } from './panel/book.ts';
import { findBarriers, shots } from './rooms/browser.ts';

// Each test checks a page several times, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 });

const { server, openPanel } = useBook();
beforeAll(() => mkdir(shots, { recursive: true }));

const copied = (page: Page): Promise<string> => page.evaluate(() => navigator.clipboard.readText());

/** An agent's need during a call, the keys that they type, and the phrase that they should find. */
const needs: readonly (readonly [need: string, keys: string, wanted: string])[] = [
  ['they ask for a supervisor', 'sup', 'You asked for a supervisor. I’ll get one; it may take ten minutes.'],
  ['they want their money back', 'ref', 'We charged you twice. I’m sending the second one back now.'],
  ['I need to put them on hold', 'hol', 'I want to check that before I say it. May I put you on hold for a minute?'],
  ['they swear at me', 'swe', 'Be as angry as you like about the delay. Please don’t call me names.'],
  ['they shout', 'sho', 'I can stay on this call when I’m not being shouted at.'],
  ['I want to apologise', 'apo', 'That was our mistake. I’m sorry.'],
  ['they made a threat', 'thr', 'I have to note down what you just said. Do you want to go on with this call?'],
  ['a racist remark', 'rac', 'That’s not a remark I’ll answer. Back to your contract.'],
  ['they hate the security questions', 'sec', 'I can’t skip the security questions, even when it’s plainly you.'],
  ['they ask about a wife’s account', 'wif', 'I can’t say anything about that account, not even whether there is one.'],
  ['they want an exception', 'exc', 'It’s the same for everybody who calls. I’ll tell you why it’s there.'],
  ['they want it in writing', 'wri', 'You’ll have that in writing in ten minutes. If not, ring and give them this number.'],
  ['it goes round in circles about blame', 'bla', 'We can go over whose fault it was, or get it working first. Which would you rather?'],
  ['they mock me', 'moc', 'Let’s both stay civil. Then this takes five minutes.'],
  ['I have to ring them back', 'rin', 'I don’t know yet. I’ll find out, and ring you before five.'],
  ['they flirt', 'fli', 'My private life isn’t part of this call. Your order is.'],
  ['they want to complain', 'com', 'You can object to this decision, and I’ll tell you how.'],
  ['I transfer them', 'tra', 'I’ll tell them what you told me, so that you don’t begin again.'],
  ['they will post about it', 'pos', 'You’re free to post about it. My answer would still be the same.'],
  ['the system is slow', 'slo', 'The system is slow just now. Meanwhile, tell me what you’ve tried.'],
];

describe('finding', () => {
  it('has a wanted phrase among the first five after three keys, for twenty needs', async () => {
    const page = await openPanel();
    await openBook(page);
    const missed: string[] = [];
    for (const [need, keys, wanted] of needs) {
      await retype(page, '');
      await page.keyboard.type(keys);
      await poll(() => page.getByRole('group').count()).toBe(0);
      if (!(await options(page)).slice(0, 5).includes(wanted)) missed.push(`${need}: ${keys}`);
    }
    expect(missed).toEqual([]);
  });

  it('forgives a slip, and says so when there is nothing', async () => {
    const page = await openPanel();
    await openBook(page);
    await page.keyboard.type('spuervisor');
    await poll(() => active(page)).toBe('You asked for a supervisor. I’ll get one; it may take ten minutes.');
    await retype(page, 'xylophone zebra');
    await showsText(page, 'Nothing found for “xylophone zebra”.');
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Save as your own phrase' }).click();
    expect(await page.getByLabel('What you say').inputValue()).toBe('xylophone zebra');
  });
});

describe('by keyboard alone', () => {
  it('is opened, walked through, copied from, and closed', async () => {
    const page = await openPanel();
    await openBook(page);
    const first = await active(page);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    const second = await active(page);
    expect(second).toBe((await options(page))[1]);
    await page.keyboard.press('End');
    expect(await active(page)).toBe((await options(page)).at(-1));
    await page.keyboard.press('Home');
    expect(await active(page)).toBe(first);
    // A screen reader reads the chosen option, with when to say it and what to avoid.
    const spoken = await field(page).evaluate((element) => {
      const option = document.getElementById(element.getAttribute('aria-activedescendant') ?? '');
      return [option?.getAttribute('role'), document.getElementById(option?.getAttribute('aria-describedby') ?? '')?.textContent];
    });
    expect(spoken).toEqual(['option', expect.stringMatching(/^When .+Avoid .+/)]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('status').getByText('Copied').waitFor({ state: 'attached' });
    expect(await copied(page)).toBe(second);
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: 'The line is open.' }).waitFor();
    expect(await page.getByRole('listbox').count()).toBe(0);
  });

  it('Keys that are pressed while the phrasebook loads find and copy the phrase', async () => {
    const page = await openPanel();
    await page.getByRole('heading', { name: 'The line is open.' }).waitFor();
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route(/phrasebook-[^/]+\.js$/, async (route) => {
      await held;
      await route.continue();
    });
    await page.keyboard.press('/');
    await page.keyboard.type('supx');
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Enter');
    release();
    await bookReady(page);
    expect(await field(page).inputValue()).toBe('sup');
    await page.getByRole('status').getByText('Copied').waitFor({ state: 'attached' });
    expect(await copied(page)).toBe(await active(page));
  });

  it('opens with Ctrl+K too, not out of a text field, and without the single key where that is turned off', async () => {
    const page = await openPanel();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('Control+k');
    await bookReady(page);
    await page.keyboard.type('/');
    expect(await field(page).inputValue()).toBe('/');
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: 'The line is open.' }).waitFor();
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByLabel('Single-key shortcuts').uncheck();
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: 'The line is open.' }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.press('x');
    expect(await page.getByRole('listbox').count()).toBe(0);
    await page.getByRole('button', { name: 'Phrasebook' }).focus();
    await page.keyboard.press('Enter');
    await bookReady(page);
  });

  it('keeps favourites over a reload, before everything else', async () => {
    const page = await openPanel();
    await openBook(page);
    await page.keyboard.type('sup');
    await poll(() => active(page)).toContain('supervisor');
    const wanted = await active(page);
    await page.keyboard.press('*');
    await page.getByRole('status').getByText('Now a favorite').waitFor({ state: 'attached' });
    expect(await field(page).inputValue()).toBe('sup');
    await isStored(page, '"favourites":["');
    await page.reload();
    await openBook(page);
    await page.getByRole('group', { name: 'Favorites' }).waitFor();
    expect(await options(page.getByRole('group', { name: 'Favorites' }))).toEqual([wanted]);
    expect((await options(page))[0]).toBe(wanted);
    await page.keyboard.press('*');
    await page.getByRole('group', { name: 'Favorites' }).waitFor({ state: 'detached' });
  });
});

describe('copying', () => {
  it('selects the words and says what to do where the window may not copy', async () => {
    const page = await openPanel({ permissions: [] });
    await page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
    await page.reload();
    await openBook(page);
    await page.keyboard.type('sup');
    await poll(() => active(page)).toContain('supervisor');
    const wanted = await active(page);
    await page.keyboard.press('Enter');
    await showsText(page, 'This window can’t copy by itself.');
    await poll(() => page.evaluate(() => getSelection()?.toString())).toBe(wanted);
    await poll(() => isFocused(page.getByLabel('Words to copy'))).toBe(true);
    expect(await findBarriers(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await bookReady(page);
    expect(await field(page).inputValue()).toBe('sup');
  });

  it('takes one tap', async () => {
    const page = await openPanel();
    await openBook(page);
    await page.getByRole('option', { name: /I’m still here/ }).click();
    await page.getByRole('status').getByText('Copied').waitFor({ state: 'attached' });
    expect(await copied(page)).toBe('I’m still here. The page is loading, and I’m watching it.');
  });
});

describe('on a live call', () => {
  it('shows nothing until it is asked for, and nothing again after it', async () => {
    server().show({ ...idle, line: line('on-call') });
    const page = await openPanel();
    await page.locator('main > [aria-hidden]:first-child').waitFor();
    // The way to the book itself is all that a live call shows.
    expect(await page.locator('button, input, a').allInnerTexts()).toEqual([expect.stringContaining('Phrasebook')]);
    await page.keyboard.press('/');
    await bookReady(page);
    await page.keyboard.type('sup');
    await page.keyboard.press('Enter');
    await page.getByRole('status').getByText('Copied').waitFor({ state: 'attached' });
    await page.keyboard.press('Escape');
    await page.locator('main > [aria-hidden]:first-child').waitFor();
    // Without a keyboard, a tap opens it.
    await page.getByRole('button', { name: 'Phrasebook' }).click();
    await bookReady(page);
    await page.keyboard.press('Escape');
    await page.locator('main > [aria-hidden]:first-child').waitFor();
  });

  it('is closed by a call that begins, and by one that ends, and does not come back by itself', async () => {
    const page = await openPanel();
    await openBook(page);
    server().show({ ...idle, line: line('ringing'), serverNow: noon + 1000 });
    await page.locator('main > [aria-hidden]:first-child').waitFor();
    await page.keyboard.press('/');
    await bookReady(page);
    server().show({ ...idle, line: line('on-call'), serverNow: noon + 2000 });
    server().show({ ...idle, line: line('paused'), recovery: pausedRecovery, offer: offered, serverNow: noon + 3000 });
    await page.getByRole('heading', { name: 'That was a hard one.' }).waitFor();
    server().show({ ...idle, line: line('on-call'), serverNow: noon + 4000 });
    await page.locator('main > [aria-hidden]:first-child').waitFor();
    server().show({ ...idle, serverNow: noon + 5000 });
    await page.getByRole('heading', { name: 'The line is open.' }).waitFor();
    expect(await page.getByRole('listbox').count()).toBe(0);
  });
});

describe('for everybody', () => {
  it.each(['light', 'dark'] as const)('has no barrier at 360 px in %s, and nothing wider than the window', async (colorScheme) => {
    const page = await openPanel({ colorScheme });
    await page.screenshot({ path: join(shots, `phrasebook-idle-${colorScheme}-360.png`) });
    await openBook(page);
    const look = async (name: string): Promise<void> => {
      await page.screenshot({ path: join(shots, `phrasebook-${name}-${colorScheme}-360.png`) });
      expect(await findBarriers(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
    };
    await look('all');
    await page.keyboard.type('lead');
    await poll(() => page.getByRole('group').count()).toBe(0);
    await page.keyboard.press('*');
    await look('found');
    await page.keyboard.press('Enter');
    await page.getByRole('status').getByText('Copied').waitFor({ state: 'attached' });
    await look('copied');
    await retype(page, '');
    await page.keyboard.press('End');
    await look('ending');
    for (const width of [320, 1024, 1600]) {
      await page.setViewportSize({ width, height: width === 320 ? 640 : 900 });
      await page.screenshot({ path: join(shots, `phrasebook-ending-${colorScheme}-${width}.png`) });
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
    }
    await page.setViewportSize({ width: 360, height: 640 });
    await page.getByRole('button', { name: 'Add your own' }).click();
    await page.getByLabel('What you say').fill('One thing at a time, please.');
    await look('editor');
    await page.keyboard.press('Escape');
    await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
    await bookReady(page);
    await look('twice-as-large');
  });

  it('names every control', async () => {
    const page = await openPanel({ forcedColors: 'active' });
    await openBook(page);
    const names = await page.getByRole('button').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label') ?? one.textContent?.trim()));
    expect(names).toEqual(['Close the phrasebook', 'Add your own', 'Copy', 'Favorite']);
    expect(await page.getByRole('listbox', { name: 'Phrases' }).count()).toBe(1);
    expect(await page.getByRole('group').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')))).toHaveLength(9);
    await page.screenshot({ path: join(shots, 'phrasebook-all-forced-360.png') });
    expect(await findBarriers(page)).toEqual([]);
  });
});
