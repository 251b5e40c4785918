/** Requests to a lead for a talk, and the five cards to use during it. */
import { join } from 'node:path';
import type { RequestForMe } from '@onhook/contract';
import { expect, test, vi } from 'vitest';
import { fits, heading, network, text, useApp } from './rooms/app.ts';
import { findBarriers, shots } from './rooms/browser.ts';
import { asking, board, debrief, now } from './rooms/data.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 400_000 });
const { server, open } = useApp();
const lea = { person: 'person-1', name: 'Marta Nowak' };
const gift: RequestForMe['gifts'][number] = { gift: 'gift-1', kind: 'break', queue: null, fromAt: now, untilAt: now + 600_000, by: lea, state: 'on' };
const onFloor = { person: 'agent-0', name: board().teams.flatMap(({ agents }) => agents).find(({ person }) => person === 'agent-0')?.name ?? '' };
const word = asking({ request: 'request-2', wish: { kind: 'word' }, from: { person: 'ben', name: 'Ben Okafor' }, round: 'stand-in' });
let sentCount = 0;
/** Sends requests with a newer server time on each call, so that the page doesn't treat a later view as an old one. */
const sendRequests = (...forMe: RequestForMe[]): void => {
  sentCount += 1;
  server().answers.debrief = { ...debrief(forMe), serverNow: now + sentCount };
  server().push('debrief', server().answers.debrief);
};
const bodies = (key: string): unknown[] => server().asked.filter((one) => one.key === key).map(({ body }) => body);

test('who asks stands out on the floor; time is given by one tap, is told live, and can be taken back', async () => {
  const page = await open('/floor', ['lead'], { viewport: { width: 1024, height: 800 } }, network);
  await page.getByRole('rowheader', { name: 'Aylin Okafor' }).first().waitFor();
  expect(await page.getByRole('link', { name: /ask|Answer/ }).count()).toBe(0);
  expect(await page.title()).toBe('Floor · Onhook');
  sendRequests(asking({ seenAt: null, from: onFloor }));
  const row = page.getByRole('row').filter({ hasText: onFloor.name });
  await row.getByText('Would like ten minutes of space.').waitFor();
  await row.getByRole('link', { name: `Answer ${onFloor.name}` }).waitFor();
  await page.screenshot({ path: join(shots, 'floor-asked-light-1024.png'), fullPage: true });
  expect(await findBarriers(page)).toEqual([]);
  sendRequests(asking({ seenAt: null }), word);
  await page.getByRole('link', { name: 'Requests 2 waiting for you' }).waitFor();
  await expect.poll(() => page.title()).toBe('(2) Floor · Onhook');
  await page.getByRole('link', { name: '2 people would like your help' }).click();
  await heading(page, 'Requests');
  await page.getByRole('article', { name: 'Maya Lindqvist Would like ten minutes of space.' }).waitFor();
  const bens = page.getByRole('article', { name: 'Ben Okafor Would like a word.' });
  await bens.getByText('You’re standing in for their lead.').waitFor();
  await text(page, 'If you don’t answer by 14:16, this goes to Deniz Kaya.');
  await expect.poll(() => bodies('POST /api/debrief/requests/:request/seen').length).toBeGreaterThan(0);
  await page.screenshot({ path: join(shots, 'requests-light-1024.png'), fullPage: true });
  expect(await findBarriers(page)).toEqual([]);

  await page.getByRole('button', { name: 'Give 10 minutes: Maya Lindqvist' }).click();
  await expect.poll(() => bodies('POST /api/debrief/requests/:request/gifts')).toEqual([{ gift: expect.any(String), what: { kind: 'break', minutes: 10 } }]);
  sendRequests(asking({ state: 'answered', answer: { kind: 'given' }, answeredBy: lea, dueAt: null, gifts: [gift] }));
  await text(page, 'Maya Lindqvist’s line is paused until 14:18.');
  await page.getByRole('button', { name: 'Tomorrow' }).click();
  await expect.poll(() => bodies('POST /api/debrief/requests/:request/follow-up').length).toBe(1);
  await page.getByText('Notes', { exact: true }).click();
  await page.getByRole('textbox', { name: 'What you’d both like to keep' }).fill('Two short breaks on Monday.');
  await page.screenshot({ path: join(shots, 'requests-notes-light-1024.png'), fullPage: true });
  expect(await findBarriers(page)).toEqual([]);
  await page.getByRole('button', { name: 'Seal and save' }).click();
  await text(page, 'It couldn’t be sealed and sent. Nothing left this browser.');
  expect(await page.getByRole('textbox', { name: 'What you’d both like to keep' }).inputValue()).toBe('Two short breaks on Monday.');
  await page.getByRole('button', { name: 'Undo: Maya Lindqvist' }).click();
  await expect.poll(() => server().asked.some(({ key }) => key === 'DELETE /api/debrief/gifts/:gift')).toBe(true);

  server().answers.refuse = { 'POST /api/debrief/requests/:request/gifts': 'no-longer-possible' };
  await page.getByRole('button', { name: 'Give space: Maya Lindqvist' }).click();
  await page.getByRole('menuitem', { name: 'Early finish' }).click();
  await text(page, /That didn’t work/);
}, 240_000);

test('The phone’s state says when a gift starts, and greys what can’t be given with its reason', async () => {
  const [team, ...others] = board().teams;
  const [first, second, third] = team?.agents ?? [];
  if (!team || !first || !second || !third) throw new Error('the board has a team of three');
  const agents = [
    { ...first, state: 'paused' as const, reason: 'Coffee', backBy: null },
    { ...second, state: 'on-call' as const, reason: null, backBy: null },
    { ...third, state: 'logged-out' as const, reason: null, backBy: null },
  ];
  server().answers.board = { ...board(), teams: [{ ...team, agents }, ...others] };
  server().answers.debrief = debrief(agents.map(({ person, name }, n) => asking({ request: `request-${n}0`, from: { person, name }, next: [] })));
  const page = await open('/requests', ['lead'], { viewport: { width: 1600, height: 900 } });
  const [coffee, call, out] = agents.map(({ name }) => page.getByRole('article', { name }));
  await coffee?.getByText('The time starts when Coffee ends.').waitFor();
  await call?.getByText('The time starts when the call ends.').waitFor();
  await out?.getByText(/is logged out, so there’s no line to pause/).waitFor();
  const gift = out?.getByRole('button', { name: /^Give 10 minutes/ });
  expect(await gift?.getAttribute('aria-disabled')).toBe('true');
  await gift?.click({ force: true });
  await out?.getByRole('button', { name: /^More/ }).click();
  expect(await page.getByRole('menuitem', { name: 'Early finish' }).getAttribute('aria-disabled')).toBe('true');
  await page.getByRole('menuitem', { name: 'I can’t right now' }).waitFor();
  await page.screenshot({ path: join(shots, 'requests-more-light-1600.png'), fullPage: true });
  expect(await findBarriers(page, '[role="menu"]')).toEqual([]);
  expect(bodies('POST /api/debrief/requests/:request/gifts')).toEqual([]);
  await page.keyboard.press('Escape');
  await page.keyboard.press('4');
  await page.getByText('Quiet, a walk, a joke').waitFor();
  expect(await page.getByText('To understand, not to answer').isVisible()).toBe(false);
  expect(await findBarriers(page)).toEqual([]);
});

test('the guide is read while talking on a small screen, card by card, by keys, and holds at 200 %', async () => {
  server().answers.debrief = debrief([asking()]);
  const page = await open('/requests', ['lead'], { viewport: { width: 360, height: 740 }, colorScheme: 'dark' });
  await heading(page, 'Requests');
  await text(page, 'Would like ten minutes of space.');
  await fits(page);
  await page.screenshot({ path: join(shots, 'requests-dark-360.png'), fullPage: true });
  await page.getByRole('button', { name: 'Open the guide' }).press('Enter');
  const titles = ['Listen', 'Say that it makes sense', 'Talk or space', 'Follow their lead', 'Give space'];
  for (const [n, title] of titles.entries()) {
    if (n > 0) await page.keyboard.press('Tab');
    if (n > 0) await page.keyboard.press('Enter');
    else await page.keyboard.press('Tab');
    await page.getByRole('heading', { level: 3, name: title }).getByRole('button', { expanded: true }).waitFor();
    expect(await page.getByRole('button', { expanded: true }).count()).toBe(2);
    if (n === 1) {
      await text(page, 'If something did go wrong');
      await page.screenshot({ path: join(shots, 'guide-dark-360.png'), fullPage: true });
      expect(await findBarriers(page)).toEqual([]);
    }
  }
  await page.keyboard.press('1');
  await page.getByRole('heading', { level: 3, name: 'Listen' }).getByRole('button', { expanded: true }).waitFor();
  await page.setViewportSize({ width: 720, height: 900 });
  await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
  await fits(page);
});

test('Without a request, the room says where one will be seen', async () => {
  const page = await open('/requests', ['lead'], { viewport: { width: 1600, height: 900 } });
  await text(page, 'No requests right now');
  await page.screenshot({ path: join(shots, 'requests-none-light-1600.png') });
  expect(await findBarriers(page)).toEqual([]);
});
