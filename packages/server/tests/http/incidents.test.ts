import { execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { verifyFile } from '../../src/features/incidents/signature.ts';
import { notifyCustomers } from '../../src/features/incidents/notify-customers.ts';
import { openTestServer, type TestServer, type AnyJson } from '../support/test-server.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const secret = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;

interface Delivery {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

let testServer: TestServer;
let takes = 204;
const delivered: Delivery[] = [];
const cookies: Record<string, string> = {};
const system = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    delivered.push({ headers: request.headers, body: Buffer.concat(parts) });
    response.writeHead(takes).end();
  });
});

beforeAll(async () => {
  await new Promise<void>((done) => system.listen(0, '127.0.0.1', done));
  testServer = await openTestServer({
    ONHOOK_CUSTOMER_URL: `http://127.0.0.1:${(system.address() as AddressInfo).port}/customers`,
    ONHOOK_CUSTOMER_SECRET: secret,
    ONHOOK_TIMEZONE: 'Europe/Berlin',
  });
  for (const person of ['maya', 'noor', 'lea', 'ada']) cookies[person] = await testServer.signIn(person);
  testServer.phones.call('abusive', 'PJSIP/1', 'Billing', 20 * 60);
  testServer.phones.call('of-noor', 'PJSIP/2', 'Billing', 60);
  await testServer.settle();
});
afterAll(async () => {
  await testServer.close();
  system.close();
});

const ask = (person: string, method: 'GET' | 'POST' | 'DELETE', url: string, body?: object) => testServer.ask(cookies[person]!, method, url, body);

const words = { kind: 'threat', severity: 'The worst this year', happened: 'He said he knows <b>where</b> I park & “waits”.', done: 'I warned him, then ended the call.' };
const released = (more: object = {}) => ({ incident: 'incident-4711', call: { call: 'abusive', leg: 1 }, happenedAt: 0, ...words, seenBy: ['lea'], ...more });

describe('the record of an abusive call', () => {
  it('is filled in from the agent’s own calls, and names who would see it', async () => {
    const { body } = await ask('maya', 'GET', '/api/incident-calls');
    expect(body.seenBy).toEqual([{ person: 'lea', name: 'lea' }]);
    expect(body.calls).toHaveLength(1);
    expect(body.calls[0]).toMatchObject({ call: 'abusive', leg: 1, facts: { queue: 'Billing', talkSeconds: 1200, holds: 0, transferred: false } });
    expect((await ask('lea', 'GET', '/api/incident-calls')).status).toBe(403);
  });

  it('goes only to whom the preview named, with facts that nobody can make up', async () => {
    expect((await ask('maya', 'POST', '/api/incidents', released({ seenBy: ['ada'] }))).status).toBe(409);
    expect((await ask('maya', 'POST', '/api/incidents', released({ seenBy: ['lea', 'ada'] }))).status).toBe(409);
    expect((await ask('maya', 'POST', '/api/incidents', released({ call: { call: 'of-noor', leg: 1 } }))).status).toBe(404);
    expect((await ask('lea', 'GET', '/api/team-incidents')).body.incidents).toEqual([]);
    expect((await ask('maya', 'POST', '/api/incidents', released())).status).toBe(200);
    expect((await ask('maya', 'POST', '/api/incidents', released())).status).toBe(200);
    expect((await ask('noor', 'POST', '/api/incidents', released({ call: null }))).status).toBe(409);
    const { incidents } = (await ask('maya', 'GET', '/api/incidents')).body;
    expect(incidents).toHaveLength(1);
    expect(incidents[0]).toMatchObject({ ...words, facts: { queue: 'Billing', talkSeconds: 1200 }, customer: null });
  });

  it('shows the lead what is owed and by when, and tells its agent that it was opened', async () => {
    const { incidents } = (await ask('lea', 'GET', '/api/team-incidents')).body;
    expect(JSON.stringify(incidents)).not.toContain('where');
    const now = testServer.clock.now();
    expect(incidents[0].duties.map(({ duty, dueAt, doneAt }: AnyJson) => [duty, (dueAt - now) / 86_400_000, doneAt])).toEqual([
      ['break-given', 1, null],
      ['support-offered', 1, null],
      ['customer-moved-on', 3, null],
      ['followed-up', 14, null],
    ]);
    expect((await ask('lea', 'GET', '/api/team-incidents/incident-4711')).body).toMatchObject({ ...words, personName: 'maya' });
    const grantedMs = async (): Promise<number> => (await ask('maya', 'GET', '/api/panel')).body.recovery?.grantedMs ?? 0;
    const before = await grantedMs();
    const pause = { gift: 'break-after-4711', minutes: 20 };
    const given = await ask('lea', 'POST', '/api/team-incidents/incident-4711/break', pause);
    expect(given.status).toBe(200);
    expect(given.body.duties[0]).toMatchObject({ duty: 'break-given', doneBy: 'lea' });
    expect(await grantedMs()).toBe(before + 1_200_000);
    expect((await ask('lea', 'POST', '/api/team-incidents/incident-4711/break', pause)).status).toBe(200);
    expect(await grantedMs()).toBe(before + 1_200_000);
    expect((await ask('lea', 'POST', '/api/team-incidents/incident-4711/duties/followed-up', { done: true })).status).toBe(200);
    expect((await ask('lea', 'POST', '/api/team-incidents/incident-4711/duties/followed-up', { done: false })).status).toBe(200);
    const own = (await ask('maya', 'GET', '/api/incidents')).body.incidents[0];
    expect(own.duties.map(({ duty, doneBy }: AnyJson) => [duty, doneBy])).toEqual([
      ['break-given', 'lea'],
      ['support-offered', null],
      ['customer-moved-on', null],
      ['followed-up', null],
    ]);
    const { looks } = (await ask('maya', 'GET', '/api/looks')).body;
    expect(looks.map(({ deed, by }: AnyJson) => [deed, by])).toEqual([
      ['incident-duty', 'lea'],
      ['incident-duty', 'lea'],
      ['time-given', 'lea'],
      ['time-given', 'lea'],
      ['incident-opened', 'lea'],
    ]);
  });

  it('is nothing to anybody else', async () => {
    for (const [person, status] of [['noor', 403], ['ada', 403], ['maya', 403]] as const) {
      for (const url of ['/api/team-incidents', '/api/team-incidents/incident-4711', '/api/team-incidents/incident-4711/file?language=en']) {
        expect((await ask(person, 'GET', url)).status).toBe(status);
      }
    }
    expect((await ask('noor', 'GET', '/api/incidents/incident-4711/file?language=en')).status).toBe(404);
  });

  it('tells the centre’s system about the customer, signed, without a name, a word or a number, until it has taken it', async () => {
    takes = 400;
    expect((await ask('lea', 'POST', '/api/team-incidents/incident-4711/customer', { measure: 'barred' })).status).toBe(200);
    await vi.waitFor(() => expect(delivered.length).toBeGreaterThan(0), 60_000);
    expect((await ask('lea', 'POST', '/api/team-incidents/incident-4711/customer', { measure: 'moved-on' })).status).toBe(409);
    await testServer.restart();
    takes = 204;
    await notifyCustomers(testServer.context);
    await notifyCustomers(testServer.context);
    const last = delivered.at(-1)!;
    expect(new Set(delivered.map(({ headers }) => headers['webhook-id']))).toEqual(new Set(['incident_incident-4711']));
    const event = JSON.parse(last.body.toString());
    expect(event.type).toBe('org.onhook.customer.barred.v1');
    expect(Object.keys(event.data)).toEqual(['incident', 'call', 'leg', 'happenedAt']);
    expect(last.body.toString()).not.toMatch(/maya|lea|park|threat/);
    const { 'webhook-id': id, 'webhook-timestamp': sentAt, 'webhook-signature': signature } = last.headers;
    const expected = createHmac('sha256', Buffer.alloc(24, 7)).update(`${String(id)}.${String(sentAt)}.`).update(last.body).digest('base64');
    expect(signature).toBe(`v1,${expected}`);
    const deliveredBefore = delivered.length;
    const { customer } = (await ask('lea', 'GET', '/api/team-incidents/incident-4711')).body;
    expect(customer).toMatchObject({ measure: 'barred', askedBy: 'lea' });
    expect(customer.toldAt).not.toBeNull();
    await notifyCustomers(testServer.context);
    expect(delivered).toHaveLength(deliveredBefore);
  });

  it('leaves as a file that anybody can verify, in their language, with the words as they were written', async () => {
    const { name, html } = (await ask('lea', 'GET', '/api/team-incidents/incident-4711/file?language=de')).body;
    expect(name).toMatch(/^incident-\d{4}-\d\d-\d\d-incident\.html$/);
    expect(html).toContain('<html lang="de">');
    expect(html).toContain('He said he knows &#60;b&#62;where&#60;/b&#62; I park');
    expect(html).not.toContain('<b>');
    const { keys } = (await ask('maya', 'GET', '/api/signing-keys')).body;
    expect(verifyFile(Buffer.from(html))).toEqual({ kind: 'unchanged', publicKey: keys[0].key });
    expect(verifyFile(Buffer.from(html.replace('ended the call', 'hung up')))).toEqual({ kind: 'changed', publicKey: keys[0].key });
    // Verifies the file with the commands written in it, without any code of Onhook.
    const folder = mkdtempSync(path.join(os.tmpdir(), 'onhook-verify-'));
    writeFileSync(path.join(folder, 'FILE'), html);
    const [, commands = '', pem = ''] = /<pre>([\s\S]+?)<\/pre>\n<pre>([\s\S]+?)<\/pre>/.exec(html) ?? [];
    const plain = (text: string): string => text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
    writeFileSync(path.join(folder, 'key.pem'), plain(pem));
    expect(execFileSync('sh', ['-c', plain(commands)], { cwd: folder }).toString()).toContain('Verified Successfully');
    const own = (await ask('maya', 'GET', '/api/incidents/incident-4711/file?language=xx')).body;
    expect(own.html).toContain('<html lang="en">');
  });

  it('leaves nothing of its words in the log', () => {
    expect(testServer.logged.join('')).not.toMatch(/park|worst this year/);
  });
});
