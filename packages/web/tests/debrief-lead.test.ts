/** Requests to a lead for a talk, and the five cards to use during it. */
import { join } from 'node:path';
import type { RequestForMe } from '@onhook/contract';
import { expect, test, vi } from 'vitest';
import { fits, heading, network, text, useApp } from './rooms/app.ts';
import { findBarriers, shots } from './rooms/browser.ts';
import { asking, debrief, now } from './rooms/data.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 400_000 });
const { server, open } = useApp();
const lea = { person: 'person-1', name: 'Marta Nowak' };
const gift: RequestForMe['gifts'][number] = { gift: 'gift-1', kind: 'break', queue: null, fromAt: now, untilAt: now + 600_000, by: lea, state: 'on' };
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
  expect(await page.getByRole('link', { name: /ask/ }).count()).toBe(0);
  sendRequests(asking({ seenAt: null }), word);
  await page.getByRole('link', { name: '2 people would like your help' }).click();
  await heading(page, 'Requests');
  await text(page, 'Maya Lindqvist would like some space: Ten minutes.');
  await text(page, 'Ben Okafor would like a word.');
  await text(page, /You’re standing in for their lead/);
  await expect.poll(() => bodies('POST /api/debrief/requests/:request/seen').length).toBeGreaterThan(0);
  await page.screenshot({ path: join(shots, 'requests-light-1024.png'), fullPage: true });
  expect(await findBarriers(page)).toEqual([]);

  await page.getByRole('button', { name: '10 min break: Maya Lindqvist' }).click();
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
  await page.getByRole('button', { name: 'Early finish: Maya Lindqvist' }).click();
  await text(page, /That didn’t work/);
}, 240_000);

test('the guide is read while talking on a small screen, card by card, by keys, and holds at 200 %', async () => {
  server().answers.debrief = debrief([asking()]);
  const page = await open('/requests', ['lead'], { viewport: { width: 360, height: 740 }, colorScheme: 'dark' });
  await heading(page, 'Requests');
  await text(page, 'Maya Lindqvist would like some space: Ten minutes.');
  await fits(page);
  await page.screenshot({ path: join(shots, 'requests-dark-360.png'), fullPage: true });
  await page.getByRole('button', { name: 'Open the guide' }).press('Enter');
  const titles = ['Listen', 'Say that it makes sense', 'Talk or space', 'Follow their lead', 'Give space'];
  for (const [n, title] of titles.entries()) {
    await page.getByRole('heading', { level: 3, name: title }).waitFor();
    await text(page, `Card ${n + 1} of 5`);
    if (n === 1) {
      await text(page, 'If something did go wrong');
      await page.screenshot({ path: join(shots, 'guide-dark-360.png'), fullPage: true });
      expect(await findBarriers(page)).toEqual([]);
    }
    if (n < 4) await page.getByRole('button', { name: 'Next card' }).press('Enter');
  }
  expect(await page.getByRole('button', { name: 'Next card' }).isDisabled()).toBe(true);
  await page.setViewportSize({ width: 720, height: 900 });
  await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
  await fits(page);
});

test('nobody asks: it says what would stand here, and that nothing is guessed', async () => {
  const page = await open('/requests', ['lead'], { viewport: { width: 1600, height: 900 } });
  await text(page, 'No requests right now');
  await page.screenshot({ path: join(shots, 'requests-none-light-1600.png') });
  expect(await findBarriers(page)).toEqual([]);
});
