import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { DebriefView } from '@onhook/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { startAsterisk, type Asterisk } from './rig/asterisk.ts';
import { lineOf } from './rig/conf.ts';
import type { Manager } from './rig/manager.ts';
import { describeWithAsterisk } from './support/asterisk-tests.ts';
import { launch } from '../packages/web/tests/launch.ts';
import { signIn } from './support/client.ts';
import { openPanel } from './support/panel-page.ts';
import { makeVault } from './support/vault.ts';
import { newServer, asteriskSettings, type Server } from './support/server.ts';
import { until } from './support/until.ts';

const slowly = { everyMs: 400, withinMs: 120_000 };
const slow = { timeout: 120_000 };
const reflection = 'They shouted for twenty minutes about a bill of juniper lamps.';
const view = 'You kept it calm, and ending it there was right: marzipan otters.';
const noteOfLead = 'Two short breaks on Monday, as agreed: walnut kites.';
const noteOfAgent = 'I will say when the bills go out: copper ferns.';
/** Longer than five times the usual talk time of one second. */
const hardSeconds = 7;

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'latin1'));

describeWithAsterisk('a debrief, from the hard call to the day they come back to it', (root) => {
  let asterisk: Asterisk;
  let manager: Manager;
  let server: Server;
  let browser: Browser;

  const pausedFor = async (): Promise<string | null | undefined> =>
    (await manager.members()).find(({ line, queue }) => line === lineOf('1001') && queue === 'billing')?.pausedFor;
  const isPaused = (reason: string | null): Promise<unknown> => until(`the line has pause ${reason}`, async () => (await pausedFor()) === reason, slowly);

  /** Page of a lead, in a separate browser. */
  const openApp = async (person: string): Promise<{ readonly page: Page; readonly problems: string[] }> => {
    const page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text());
    });
    await page.goto(await server.cli('link', person));
    await page.waitForURL('**/floor', slow);
    return { page, problems };
  };

  beforeAll(async () => {
    asterisk = await startAsterisk(root, { billing: ['1001'], sales: ['1002'] });
    manager = await asterisk.manager();
    server = await newServer({
      ...asteriskSettings(asterisk),
      ONHOOK_USUAL_SECONDS: '1',
      ONHOOK_GUARANTEED_MINUTES: '1',
      ONHOOK_MORE_MINUTES: '0.25',
    });
    [browser] = await Promise.all([launch(), server.start()]);
    await server.addPerson({ person: 'ana', name: 'Ana', role: 'agent', team: 'north', line: lineOf('1001') });
    await server.addPerson({ person: 'eve', name: 'Eve', role: 'agent', team: 'south', line: lineOf('1002') });
    await server.addPerson({ person: 'lea', name: 'Lea', role: 'lead', leads: 'north' });
    await server.addPerson({ person: 'lio', name: 'Lio', role: 'lead', leads: 'north' });
    await server.addPerson({ person: 'lou', name: 'Lou', role: 'lead', leads: 'south' });
    await server.running();
  }, 500_000);

  afterAll(async () => {
    await browser?.close();
    await server?.remove();
    manager?.close();
    await asterisk?.stop();
  });

  test('The agent shares and asks, the lead answers and gives ten minutes, Asterisk pauses the line for them, both see the day and their notes, and others see nothing', async () => {
    const lead = await openApp('lea');
    const [lio, lou] = [await openApp('lio'), await openApp('lou')];
    const ana = await openPanel(browser, server, 'ana');
    const eve = await openPanel(browser, server, 'eve');
    const button = (name: string) => ana.page.getByRole('button', { name, exact: true });
    await ana.idle.waitFor(slow);
    await manager.startCall({ queue: 'billing', talkSeconds: hardSeconds });
    await ana.offer.waitFor(slow);
    expect(await pausedFor()).toBe('Recovery');
    await ana.resetByKeyboard();
    await ana.backOnTheLine();
    await isPaused(null);

    await ana.idle.waitFor(slow);
    await button('Menu').click(slow);
    await button('Vault').click(slow);
    await makeVault(ana.page, 'kettle orbit velvet marsh thimble');
    await ana.idle.waitFor(slow);
    await lead.page.getByRole('button', { name: /Lea/ }).click(slow);
    await lead.page.getByRole('menuitem', { name: 'Vault' }).click(slow);
    await makeVault(lead.page, 'lantern pebble cobalt wharf quilt');
    await lead.page.waitForURL('**/floor', slow);

    await button('A word, or some space').click(slow);
    await button('What do you think?').click(slow);
    await ana.page.getByLabel('What happened, and what you’d like to know').fill(reflection, slow);
    await button('Seal and send').click(slow);
    await lead.page.getByRole('link', { name: 'Answer Ana' }).click(slow);
    await lead.page.getByRole('button', { name: 'Read and answer' }).click(slow);
    await lead.page.getByText(reflection).waitFor(slow);
    await lead.page.getByRole('textbox', { name: 'What you think' }).fill(view, slow);
    await lead.page.getByRole('button', { name: 'Seal and send' }).click(slow);
    await button('Read the answer').click(slow);
    await ana.page.getByText(view).waitFor(slow);
    await ana.page.getByText('Back', { exact: true }).click(slow);

    await button('I’d like some space').click(slow);
    await button('Ask Lea').click(slow);
    const asked = lead.page.getByRole('article', { name: 'Ana Would like ten minutes of space.' });
    await asked.waitFor(slow);
    await ana.page.getByText('Lea has seen it.').first().waitFor(slow);
    await asked.getByRole('button', { name: 'Give 10 minutes: Ana' }).click();
    await isPaused('Recovery');
    await asked.getByText('Ana’s line is paused until').waitFor(slow);
    await asked.getByRole('button', { name: 'Tomorrow' }).click();
    await asked.getByText('You’ll talk again on').waitFor(slow);

    const client = await signIn(server, 'ana');
    const own = await client.call('GET /api/debrief');
    if (own.kind !== 'ok') throw new Error(own.kind);
    const [request] = own.value.mine;
    if (!request) throw new Error('nothing was asked');
    expect(request).toMatchObject({ state: 'answered', answeredBy: { name: 'Lea' }, gifts: [{ kind: 'break', state: 'on' }], followUpAt: expect.any(Number) });
    expect((await client.panel()).recovery).toMatchObject({ cause: 'given', grantedMs: 600_000, state: 'paused' });

    const gift = request.gifts[0]?.gift ?? '';
    // A lead of the same team who was not asked sees nothing.
    await lio.page.getByRole('link', { name: 'Requests' }).click(slow);
    await lio.page.getByText('No requests right now').waitFor(slow);
    expect(await lio.page.getByText('Ana', { exact: false }).count()).toBe(0);
    const share = request.share ?? own.value.mine.flatMap((one) => one.share ?? [])[0] ?? '';
    for (const { page } of [lio, lou, eve]) {
      const tries = [
        ['POST', `/api/debrief/requests/${request.request}/seen`],
        ['POST', `/api/debrief/requests/${request.request}/answer`, { answer: { kind: 'coming' } }],
        ['POST', `/api/debrief/requests/${request.request}/follow-up`, { at: null }],
        ['POST', `/api/debrief/requests/${request.request}/notes`, { share }],
        ['POST', `/api/debrief/requests/${request.request}/gifts`, { gift: 'gift-of-a-stranger', what: { kind: 'break', minutes: 10 } }],
        ['DELETE', `/api/debrief/requests/${request.request}`],
        ['DELETE', `/api/debrief/gifts/${gift}`],
        ['DELETE', `/api/debrief/notes/${share}`],
        ['POST', `/api/shares/${share}/open`],
        ['DELETE', `/api/shares/${share}`],
      ] as const;
      const got = await page.evaluate(async (all) => {
        const statuses: number[] = [];
        for (const [method, path, body] of all) {
          const headers = { 'x-onhook': '1', ...(body && { 'content-type': 'application/json' }) };
          statuses.push((await fetch(path, { method, headers, ...(body && { body: JSON.stringify(body) }) })).status);
        }
        const { mine, forMe } = (await (await fetch('/api/debrief', { headers: { 'x-onhook': '1' } })).json()) as DebriefView;
        return { statuses, seen: [...mine, ...forMe] };
      }, tries);
      expect(got.seen).toEqual([]);
      for (const status of got.statuses) expect([403, 404]).toContain(status);
    }
    expect(await pausedFor()).toBe('Recovery');

    await button('Back on the line').click(slow);
    await isPaused(null);
    await ana.page.getByText('You’ll talk again on').first().waitFor(slow);

    await asked.getByText('Notes', { exact: true }).click();
    await asked.getByRole('textbox', { name: 'What you’d both like to keep' }).fill(noteOfLead, slow);
    await asked.getByRole('button', { name: 'Seal and save' }).click(slow);
    await asked.getByText(noteOfLead).waitFor(slow);
    await button('Notes with Lea').first().click(slow);
    await ana.page.getByText(noteOfLead).waitFor(slow);
    await ana.page.getByLabel('What you’d both like to keep').fill(noteOfAgent, slow);
    await button('Seal and save').click(slow);
    await asked.getByText(noteOfAgent).waitFor(slow);
    await ana.page.getByText(noteOfAgent).waitFor(slow);
    await lead.page.reload();
    // A reload locks the vault, and the notes with it.
    await asked.getByText('Notes: 2', { exact: true }).click(slow);
    await asked.getByRole('link', { name: 'Vault' }).click(slow);
    await lead.page.getByLabel('Passphrase').fill('lantern pebble cobalt wharf quilt', slow);
    await lead.page.getByRole('button', { name: 'Unlock' }).click();
    await lead.page.getByText('Your vault is open.').waitFor(slow);
    await lead.page.keyboard.press('Escape');
    await asked.getByText('Notes: 2', { exact: true }).click(slow);
    for (const note of [noteOfLead, noteOfAgent]) await asked.getByText(note).waitFor(slow);

    await asked.getByRole('button', { name: 'Give space: Ana' }).click(slow);
    await lead.page.getByRole('menuitem', { name: 'Off billing today' }).click(slow);
    await isPaused('Off queue');
    await asked.getByText('Ana gets no billing calls until').waitFor(slow);
    await asked.getByRole('button', { name: 'Undo: Ana' }).last().click(slow);
    await isPaused(null);

    const written = [server.output(), ...filesIn(server.dataFolder)];
    for (const words of ['juniper lamps', 'marzipan otters', 'walnut kites', 'copper ferns']) expect(written.filter((text) => text.includes(words))).toEqual([]);
    expect([...ana.problems, ...lead.problems]).toEqual([]);
  }, 600_000);
});
