/** Searches for an agent's private words everywhere an operator of the server can look, with a real server and a real browser. */
import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { createWebhookClient, type PhoneMessage } from '@onhook/phones/webhook-client';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { openProfile, type Profile } from '../../packages/web/tests/launch.ts';
import { newServer, readsMetrics, type Server } from '../support/server.ts';
import { until } from '../support/until.ts';
import { patient } from './desks.ts';

vi.setConfig({ testTimeout: 400_000, hookTimeout: 240_000 });

const webhookSecret = `whsec_${Buffer.from('a secret of thirty-two bytes, ok').toString('base64')}`;
const passphrase = 'kettle orbit velvet marsh thimble';
/** Public word that the search must find, which proves that it searches. */
const control = 'Zedwarblossom';
const markers = ['quillfrost', 'brambleveil', 'ospreylatch', 'thistlegong', 'marlowquint', passphrase];

let server: Server;
let profile: Profile;
const requests: string[] = [];
const shots = process.env['ONHOOK_SHOTS'];

beforeAll(async () => {
  server = await newServer({ ONHOOK_WEBHOOK_SECRETS: webhookSecret, ONHOOK_LOG_LEVEL: 'debug' });
  profile = await openProfile('allowed');
  await server.start();
  await server.addPerson({ person: 'ana', name: control, role: 'agent', team: 'north', line: 'SIP/1' });
});
afterAll(async () => {
  await profile?.remove();
  await server?.remove();
});

const asBytes = (): readonly { readonly name: string; readonly bytes: Buffer }[] =>
  [control, ...markers].flatMap((name) => [
    { name, bytes: Buffer.from(name, 'utf8') },
    { name, bytes: Buffer.from(name, 'utf16le') },
  ]);
const foundIn = (bytes: Buffer): string[] => [...new Set(asBytes().flatMap((one) => (bytes.includes(one.bytes) ? [one.name] : [])))];

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesIn(join(folder, entry.name)) : entry.isFile() ? [join(folder, entry.name)] : [],
  );
const foundInFolder = (folder: string): string[] =>
  [...new Set(filesIn(folder).flatMap((file) => (statSync(file).size === 0 ? [] : foundIn(readFileSync(file)))))];

/** Reads all writable memory of a process, as its owner can. */
const foundInMemory = (pid: number): string[] => {
  const found = new Set<string>();
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  const piece = 8 * 1024 * 1024;
  const overlap = 256;
  for (const line of readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n')) {
    const [, from = '', to = ''] = /^(\w+)-(\w+) rw/.exec(line) ?? [];
    if (!from) continue;
    const [start, end] = [Number.parseInt(from, 16), Number.parseInt(to, 16)];
    for (let at = start; at < end; at += piece) {
      const buffer = Buffer.alloc(Math.min(piece + overlap, end - at));
      try {
        const read = readSync(memory, buffer, 0, buffer.length, at);
        for (const name of foundIn(buffer.subarray(0, read))) found.add(name);
      } catch {
        // No memory backs this range.
      }
    }
  }
  closeSync(memory);
  return [...found];
};

const tap = (page: Page, name: string | RegExp): Promise<void> => page.getByRole('button', { name, exact: true }).first().click(patient);
const waitForTitle = (page: Page, name: string): Promise<void> => page.getByRole('heading', { level: 1, name, exact: true }).waitFor(patient);
const back = (page: Page): Promise<void> => tap(page, 'Back');

const makeVault = async (page: Page): Promise<void> => {
  await tap(page, 'Menu');
  await tap(page, 'Vault');
  await tap(page, 'Make a vault');
  await page.getByLabel('Passphrase').fill(passphrase);
  await page.getByLabel('Repeat it').fill(passphrase);
  await tap(page, 'Next');
  await waitForTitle(page, 'Your recovery key');
  const groups = await page.getByRole('listitem').allTextContents();
  await tap(page, 'I saved it');
  const fields = page.getByRole('textbox');
  const which = await fields.evaluateAll((all) => all.map((field) => Number(/\d/.exec((field as HTMLInputElement).labels?.[0]?.textContent ?? '')?.[0])));
  for (const [n, group] of which.entries()) await fields.nth(n).fill(groups[group - 1] ?? '');
  await tap(page, 'Check');
  await waitForTitle(page, 'Your vault is ready.');
  await tap(page, 'Next');
  await waitForTitle(page, 'Your vault is open.');
  await back(page);
};

const addToCarryList = async (page: Page, text: string): Promise<void> => {
  await tap(page, 'Carry list');
  await tap(page, 'Add something');
  await page.getByLabel('In your own words').fill(text);
  await tap(page, 'Save');
  await page.getByText(text, { exact: true }).waitFor(patient);
  await back(page);
};

const reflect = async (page: Page): Promise<void> => {
  await tap(page, 'Journal');
  await tap(page, 'Look back on a call');
  await page.getByLabel('What happened').fill('quillfrost');
  await page.getByLabel('What I’d do again').fill('brambleveil');
  await tap(page, 'Save');
  await page.getByText('brambleveil').waitFor(patient);
  await tap(page, 'Question a thought');
  await page.getByLabel('What went through my mind').fill('ospreylatch');
  await tap(page, 'Save');
  await page.getByText('ospreylatch').waitFor(patient);
  await back(page);
};

const vaultSize = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const reply = await fetch('/api/vault?since=0', { headers: { 'x-onhook': '1' } });
    return ((await reply.json()) as { items: unknown[] }).items.length;
  });

it('A private word is in no file, log, backup, metric, address, request or memory of the host, and in no file of the browser', async () => {
  const page = profile.context.pages()[0] ?? (await profile.context.newPage());
  page.setDefaultTimeout(patient.timeout);
  profile.context.on('request', (request) => requests.push(`${request.url()} ${JSON.stringify(request.headers())} ${request.postData() ?? ''}`));
  const joined: PhoneMessage = { kind: 'line-joined', id: '1', at: Date.now() - 1000, queue: 'billing', line: 'SIP/1', name: 'SIP/1', pausedFor: null };
  const sent = await createWebhookClient({ url: `${server.url}/hooks/phone`, secret: webhookSecret, retryAfterMs: [] }).send([joined]);
  expect(sent.kind).toBe('sent');
  await page.goto(await server.cli('link', 'ana'));
  await page.waitForURL('**/panel', patient);

  await makeVault(page);
  await addToCarryList(page, 'thistlegong');
  await reflect(page);
  await until('it is all in the vault', async () => (await vaultSize(page)) >= 3, { withinMs: 120_000 });
  // A vault that is unlocked in one window is unlocked in all windows.
  const wide = await profile.context.newPage();
  await wide.goto(`${server.url}/journal`);
  await wide.getByText('ospreylatch').waitFor(patient);
  if (shots) await wide.screenshot({ path: `${shots}/journal-wide.png`, fullPage: true });
  await wide.close();
  // While the vault is locked, the browser stores new text for it.
  await tap(page, 'Menu');
  await tap(page, 'Vault');
  await tap(page, 'Lock');
  await waitForTitle(page, 'Your vault is locked.');
  await back(page);
  await addToCarryList(page, 'marlowquint');

  const backup = join(server.dataFolder, 'backup.onhook');
  await server.cli('backup', backup);
  const metrics = await (await fetch(`${server.url}/metrics`, { headers: readsMetrics })).text();
  expect(foundInMemory(server.pid())).toEqual([control]);
  expect(foundIn(gunzipSync(readFileSync(backup)))).toEqual([control]);
  await profile.context.close();
  await server.stop();
  expect(foundInFolder(server.dataFolder)).toEqual([control]);
  expect(foundIn(Buffer.from([metrics, server.output(), ...requests].join('\n')))).toEqual([]);
  expect(foundInFolder(profile.folder).filter((name) => name !== control)).toEqual([]);
});
