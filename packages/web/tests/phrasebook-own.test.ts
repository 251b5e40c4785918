import type { Page } from 'playwright-core';
import { describe, expect, it, vi } from 'vitest';
import { idle, noon } from '../src/api/panel/fixtures.ts';
import { active, isFocused, isStored, line, openBook, options, poll, bookReady, retype, showsText, useBook } from './panel/book.ts';
import { findBarriers } from './rooms/browser.ts';

// Each test checks a page several times, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 });

const { server, openPanel } = useBook();

describe('phrases of one’s own', () => {
  const ofMine = 'رجاءً، واحدًا بعد الآخر 👋🏽';

  it('are added, found, edited, deleted and brought back, and stay in the browser', async () => {
    const page = await openPanel();
    await openBook(page);
    await page.getByRole('button', { name: 'Add your own' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await showsText(page, 'Write what you say first.');
    await page.getByLabel('What you say').fill(`  ${ofMine} `);
    await page.getByLabel('Situation').selectOption({ label: 'Set a limit' });
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Save' }).click();
    await bookReady(page);
    expect(await active(page)).toBe(ofMine);
    await isStored(page, ofMine);
    await page.reload();
    await openBook(page);
    for (const query of ['رجا', '👋🏽']) {
      await retype(page, query);
      await poll(() => options(page)).toEqual([ofMine]);
    }
    await page.getByText('Yours').waitFor();
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByLabel('What you say').fill('Of my own making, one at a time.');
    await page.getByRole('button', { name: 'Save' }).click();
    await bookReady(page);
    await retype(page, 'omo');
    await poll(() => active(page)).toBe('Of my own making, one at a time.');
    await page.getByRole('button', { name: 'Delete' }).click();
    await poll(() => isFocused(page.getByRole('button', { name: 'Undo' }))).toBe(true);
    await page.keyboard.press('Enter');
    await poll(() => active(page)).toBe('Of my own making, one at a time.');
    expect(JSON.stringify(server().posted)).not.toMatch(/making|رجا/);
  });

  it('are refused when too long, with everything that was typed still there, also after a call and a reload', async () => {
    const long = `${'Einmal, zweimal, ﷽ 🧵 '.repeat(454)}end of it`;
    const page = await openPanel();
    await openBook(page);
    await page.getByRole('button', { name: 'Add your own' }).click();
    const words = page.getByLabel('What you say');
    await words.fill(long);
    await showsText(page, `This has ${new Intl.NumberFormat('en').format([...long].length)} characters, and a phrase can have 500.`);
    await page.getByRole('button', { name: 'Save' }).click();
    expect(await words.inputValue()).toBe(long);
    expect(await words.getAttribute('aria-invalid')).toBe('true');
    server().show({ ...idle, line: line('ringing'), serverNow: noon + 1000 });
    await page.getByRole('textbox').waitFor({ state: 'detached' });
    server().show({ ...idle, serverNow: noon + 2000 });
    await page.getByRole('heading', { name: 'The line is open.' }).waitFor();
    await isStored(page, 'end of it');
    await page.reload();
    await openBook(page);
    await page.getByRole('button', { name: 'Add your own' }).click();
    expect(await words.inputValue()).toBe(long);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await bookReady(page);
    await page.getByRole('button', { name: 'Add your own' }).click();
    expect(await words.inputValue()).toBe('');
  });
});

describe('the centre and the team', () => {
  const ending = (page: Page): Promise<string[]> => options(page.getByRole('group', { name: 'End an abusive call' }));

  it.each([
    ['allowed', /ending the call here/i, 'You may end the call once you’ve asked and warned.', 'Third: end'],
    ['with-lead', /After a word with my lead, I’m ending this call/, 'Here, you check with your lead before ending a call.', 'Third: end'],
    ['not-allowed', /I’m handing this call to my lead/, 'Here, agents don’t end calls. After the warning, hand it to your lead.', 'Instead of ending'],
  ] as const)('word the third step by the policy: %s', async (policy, words, note, step) => {
    server().setPhrases({ endAbusiveCalls: policy, team: [] });
    const page = await openPanel();
    await openBook(page);
    await page.keyboard.press('End');
    await showsText(page, note);
    await page.getByText(step).first().waitFor();
    const text = (await ending(page)).join('\n');
    expect(text).toMatch(words);
    if (policy !== 'allowed') expect(text).not.toMatch(/I will end this call|ending the call here/i);
    if (policy === 'not-allowed') {
      expect(text).not.toMatch(/end(ing)? (the|this) call|call ends/i);
      expect(await page.getByText('Third: end').count()).toBe(0);
    }
  });

  it('add their phrases, marked, and still there when the server is not', async () => {
    server().setPhrases({
      endAbusiveCalls: 'allowed',
      team: [{ phrase: 't1', situation: 'time', text: 'Give me a moment with the tariff table.', when: 'Any tariff question.', avoid: 'Guessing.' }],
    });
    const page = await openPanel();
    await openBook(page);
    await page.keyboard.type('tar');
    await poll(() => active(page)).toBe('Give me a moment with the tariff table.');
    await page.getByRole('option', { selected: true }).getByText('Team').waitFor();
    await page.keyboard.press('Escape');
    await page.route('**/api/phrases', (route) => route.abort());
    await openBook(page);
    await page.keyboard.type('tar');
    await poll(() => active(page)).toBe('Give me a moment with the tariff table.');
  });

  it('say so when it cannot be loaded, and load it at the next try', async () => {
    const page = await openPanel({ serviceWorkers: 'block' });
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.route('**/assets-panel/*.js', (route) => route.abort());
    await page.keyboard.press('/');
    await showsText(page, 'That didn’t go through. Try again.');
    await page.unroute('**/assets-panel/*.js');
    await openBook(page);
  });
});
