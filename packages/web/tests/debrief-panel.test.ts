/** Requests for a talk or for space from the panel, and the display of their state. */
import { join } from 'node:path';
import type { DebriefView, OwnRequest } from '@onhook/contract';
import { expect, it, vi } from 'vitest';
import { idle, noon } from '../src/api/panel/fixtures.ts';
import { usePanels } from './panel/built.ts';
import { askedByBen, nothingAsked } from './panel/fake-server.ts';
import { writeStored } from './panel/stored.ts';
import { expectReadsWell, focused } from './panel/reads-well.ts';
import { shots } from './rooms/browser.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 400_000 });
const { server, open, posts, title, tap } = usePanels();
const lea = { person: 'lea', name: 'Lea' };
let tick = 0;

const own = (over: Partial<OwnRequest> = {}): DebriefView => ({
  ...nothingAsked,
  serverNow: noon + (tick += 1),
  mine: [
    {
      request: 'request-1',
      wish: { kind: 'space', space: 'ten-minutes' },
      to: 'lead',
      askedAt: noon,
      closedAt: over.state === undefined ? null : noon,
      state: 'asked',
      asked: [{ ...lea, round: 'first', seenAt: null, cannot: false }],
      dueAt: noon + 600_000,
      answer: null,
      answeredBy: null,
      gifts: [],
      notes: [],
      followUpAt: null,
      share: null,
      answerShare: null,
      ...over,
    },
  ],
});

it('asks a lead for space, sees it seen, answered and kept, and takes another back', async () => {
  server().show(idle);
  const page = await open({ colorScheme: 'light' });
  await tap(page, 'A word, or some space');
  await title(page, 'A word, or some space');
  await expectReadsWell(page);
  await page.screenshot({ path: join(shots, 'debrief-light-360.png'), fullPage: true });
  await tap(page, 'I’d like some space');
  await title(page, 'How much space?');
  await expect.poll(() => focused(page)).toBe('How much space?');
  await page.getByRole('radio', { name: 'Ten minutes' }).waitFor();
  await expectReadsWell(page);
  server().onPost(({ method }) => {
    if (method === 'POST') server().showDebrief(own());
  });
  await tap(page, 'Ask Lea');
  await page.getByText('Asked Lea at 14:09.').first().waitFor();
  expect(posts('/api/debrief/requests')).toMatchObject([
    { wish: { kind: 'space', space: 'ten-minutes' }, reach: { kind: 'lead', person: 'lea' }, share: null },
  ]);
  server().showDebrief(own({ asked: [{ ...lea, round: 'first', seenAt: noon, cannot: false }] }));
  await page.getByText('Lea has seen it.').waitFor();
  await expectReadsWell(page);
  await page.screenshot({ path: join(shots, 'debrief-seen-light-360.png'), fullPage: true });
  const gifts: OwnRequest['gifts'] = [{ gift: 'g', kind: 'break', queue: null, fromAt: noon, untilAt: noon + 600_000, by: lea, state: 'on' }];
  server().showDebrief(own({ state: 'answered', answer: { kind: 'given' }, answeredBy: lea, dueAt: null, gifts, followUpAt: noon + 86_400_000 }));
  await page.getByText('From Lea: your line is paused until 14:19.').waitFor();
  await page.getByText('You’ll talk again on Wednesday').waitFor();
  await page.getByText('Back', { exact: true }).click();
  await page.getByText('You’ll talk again on').first().waitFor();
  server().showDebrief(own({ state: 'unanswered', dueAt: null }));
  await page.getByText('No one answered in time. It’s not about you.').first().waitFor();
  server().showDebrief(own());
  await page.getByText('Asked Lea at 14:09.').first().waitFor();
  await tap(page, 'View');
  await tap(page, 'Withdraw');
  await expect.poll(() => server().posted.filter(({ method }) => method === 'DELETE').map(({ path }) => path)).toEqual(['/api/debrief/requests/request-1']);
});

it('shows what a colleague asks, quietly, between calls, and answers it', async () => {
  server().show(idle);
  server().showDebrief({
    ...nothingAsked,
    forMe: [askedByBen],
  });
  const page = await open({ colorScheme: 'dark' });
  await page.getByText('Ben would like a word.').first().waitFor();
  await page.screenshot({ path: join(shots, 'debrief-notice-dark-360.png'), fullPage: true });
  await expectReadsWell(page);
  await tap(page, 'View');
  await tap(page, 'I’m coming');
  await expect.poll(() => posts('/api/debrief/requests/request-2/answer')).toEqual([{ answer: { kind: 'coming' } }]);
  expect(posts('/api/debrief/requests/request-2/seen').length).toBeGreaterThan(0);
});

it('begins what is shared with something of the journal, which stays where it is', async () => {
  server().show(idle);
  server().showDebrief(nothingAsked);
  const page = await open({ colorScheme: 'light' });
  const lines = { happened: 'He shouted about the invoice.', keep: 'I stayed calm.' };
  await writeStored(page, 'journal', [{ id: 'entry-1', at: noon, kind: 'reflection', lines, mood: null, energy: null }]);
  await page.reload();
  await tap(page, 'A word, or some space');
  await tap(page, 'What do you think?');
  await page.getByRole('radio', { name: 'He shouted about the invoice.' }).check();
  await expect.poll(() => page.getByRole('textbox').inputValue()).toBe('He shouted about the invoice.\nI stayed calm.');
  await expectReadsWell(page);
  await page.screenshot({ path: join(shots, 'debrief-view-light-360.png'), fullPage: true });
  // A call comes, and the written text is still there afterwards.
  server().show({ ...idle, serverNow: noon + 1000, line: { state: 'on-call', since: noon, reason: null } });
  await page.getByRole('textbox').waitFor({ state: 'detached' });
  server().show({ ...idle, serverNow: noon + 2000 });
  await tap(page, 'What do you think?');
  await expect.poll(() => page.getByRole('textbox').inputValue()).toBe('He shouted about the invoice.\nI stayed calm.');
});

it('keeps notes of a talk with whoever answered, and loses nothing of one that cannot be sealed just now', async () => {
  server().show(idle);
  const notes = [
    { share: 'note-1', by: lea, at: noon, seenAt: null },
    { share: 'note-2', by: { person: 'p1', name: 'Maya' }, at: noon, seenAt: noon },
  ];
  server().showDebrief(own({ state: 'answered', answer: { kind: 'coming' }, answeredBy: lea, dueAt: null, notes }));
  const page = await open({ colorScheme: 'light' });
  await tap(page, 'A word, or some space');
  await tap(page, 'Notes with Lea');
  await title(page, 'Notes with Lea');
  await page.getByText('Lea, 14:09').waitFor();
  await page.getByText('You, 14:09 · read').waitFor();
  await page.getByRole('textbox', { name: 'What you’d both like to keep' }).fill('Bills go out on Monday.');
  await expectReadsWell(page);
  await page.screenshot({ path: join(shots, 'debrief-notes-light-360.png'), fullPage: true });
  await tap(page, 'Seal and save');
  await page.getByRole('alert').filter({ hasText: 'Lea has no vault yet' }).waitFor();
  expect(await page.getByRole('textbox').inputValue()).toBe('Bills go out on Monday.');
  expect(posts(/notes/)).toEqual([]);
  await tap(page, 'Withdraw');
  await expect.poll(() => server().posted.some(({ method, path }) => method === 'DELETE' && path === '/api/debrief/notes/note-2')).toBe(true);
});
