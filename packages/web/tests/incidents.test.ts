import { join } from 'node:path';
import type { IncidentCallsView, IncidentView } from '@onhook/contract';
import { expect, it, vi } from 'vitest';
import { idle, noon } from '../src/api/panel/fixtures.ts';
import { usePanels } from './panel/built.ts';
import { expectStored } from './panel/stored.ts';
import { findBarriers, shots as shotsFolder } from './rooms/browser.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 400_000 });
const { server, open, posts, title, tap } = usePanels();

const shots = (name: string): string => join(shotsFolder, name);
const hour = 3_600_000;
const facts = { queue: 'Billing', startedAt: noon - hour, endedAt: noon - hour / 2, talkSeconds: 1200, holds: 2, heldMs: 95_000, transferred: false, endedBy: 'agent' } as const;
const calls: IncidentCallsView = { serverNow: noon, calls: [{ call: 'c-1', leg: 1, facts, isHard: true }], seenBy: [{ person: 'lea', name: 'Lea Ortiz' }] };
const written = { severity: 'The worst this year.', happened: 'He said he would wait for me after work.', done: 'I warned him and ended it.' };

it('is written down and kept here alone, seen as it would be released, and released to those who were named', async () => {
  server().incidentsAre(calls, []);
  server().show(idle);
  const page = await open();
  await tap(page, 'Abusive calls');
  await title(page, 'Abusive calls');
  await tap(page, 'Record a call');
  await title(page, 'Which call was it?');
  await page.getByLabel('A threat').check();
  expect(await findBarriers(page)).toEqual([]);
  await page.screenshot({ path: shots('incidents-call.png') });
  await tap(page, 'Next');
  await page.getByLabel('What happened').fill(written.happened);
  await page.getByLabel('How bad it was, in your words').fill(written.severity);
  await page.getByLabel('What you did on the call').fill(written.done);
  expect(await findBarriers(page)).toEqual([]);
  await page.screenshot({ path: shots('incidents-words.png') });
  await tap(page, 'Save');
  await title(page, 'Saved, and only yours');
  await expectStored(page, 'incidents').toMatchObject([{ ...written, kind: 'threat', call: { call: 'c-1', leg: 1 } }]);
  expect(JSON.stringify(server().posted)).not.toContain('after work');

  await tap(page, 'Preview the release');
  await title(page, 'Release this to Lea Ortiz?');
  for (const text of [...Object.values(written), 'Put on hold 2 times, 1 min 35 s in all', 'You ended it']) await page.getByText(text).waitFor();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: shots(`incidents-release-${colorScheme}.png`), fullPage: true });
    expect(await findBarriers(page)).toEqual([]);
  }
  server().onPost(({ path }) => (path === '/api/incidents' ? 'no-longer-possible' : undefined));
  await tap(page, 'Release');
  await page.getByText('Someone else leads your team now.').waitFor();
  server().onPost(({ path, body }) => {
    if (path !== '/api/incidents' || body === null) return;
    const sent = body as { incident: string } & Pick<IncidentView, 'kind' | 'severity' | 'happened' | 'done'>;
    const duties = [{ duty: 'break-given', dueAt: noon + 24 * hour, doneAt: noon, doneBy: 'Lea Ortiz' }, { duty: 'followed-up', dueAt: noon - hour, doneAt: null, doneBy: null }] as const;
    server().incidentsAre(calls, [{ ...sent, facts, happenedAt: facts.startedAt, releasedAt: noon, customer: null, duties: [...duties] }]);
  });
  await tap(page, 'Release');
  await page.getByRole('heading', { level: 1, name: /^Released / }).waitFor();
  await page.getByText('What you are owed').waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await page.screenshot({ path: shots('incidents-released.png'), fullPage: true });
  expect(posts(/incidents/).at(-1)).toMatchObject({ ...written, kind: 'threat', call: { call: 'c-1', leg: 1 }, seenBy: ['lea'] });
  await expectStored(page, 'incidents').toEqual([]);
  await page.getByRole('button', { name: 'Back', exact: true }).last().click();
  await title(page, 'Abusive calls');
  await page.getByText('A threat').waitFor();
});

it('stays with its agent where nobody could see it, and is deleted', async () => {
  server().incidentsAre({ ...calls, calls: [], seenBy: [] }, []);
  server().show(idle);
  const page = await open();
  await tap(page, 'Abusive calls');
  await tap(page, 'Record a call');
  await tap(page, 'Next');
  await page.getByLabel('What happened').fill('Shouting.');
  await tap(page, 'Save');
  await title(page, 'Saved, and only yours');
  await page.getByText('Your team has no lead right now').waitFor();
  expect(await page.getByRole('button', { name: 'Preview the release' }).count()).toBe(0);
  await tap(page, 'Delete');
  await title(page, 'Abusive calls');
  await expectStored(page, 'incidents').toEqual([]);
});
