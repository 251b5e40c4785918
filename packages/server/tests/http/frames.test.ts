import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asId, type CentreId, type PersonId } from '@onhook/core/ids';
import { findPerson, upsertPerson } from '../../src/platform/organisation/index.ts';
import { json } from '../../src/platform/store/index.ts';
import { minute, openTestServer, type TestServer } from '../support/test-server.ts';

const host = 'https://crm.example';
const centre = asId<CentreId>('main');

let testServer: TestServer;
beforeAll(async () => {
  testServer = await openTestServer({ ONHOOK_EMBED_ORIGINS: `${host},https://desk.example` });
});
afterAll(() => testServer.close());

const verifierOf = (letter: string): string => letter.repeat(43);
const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url');

const codeFor = async (cookie: string, verifier: string): Promise<string> => {
  const { status, body } = await testServer.ask(cookie, 'POST', '/api/frames/codes', { challenge: challengeOf(verifier), host });
  expect(status).toBe(200);
  return body.code;
};
const redeem = (code: string, verifier: string, headers: Record<string, string> = { 'x-onhook': '1' }) =>
  testServer.app.inject({ method: 'POST', url: '/api/frames/session', headers, payload: { code, verifier } });
const cookieOf = (reply: { headers: Record<string, unknown> }): string => String(reply.headers['set-cookie']).split(';')[0] ?? '';
const isIn = async (cookie: string): Promise<boolean> => (await testServer.ask(cookie, 'GET', '/api/session')).status === 200;

const frameOf = async (person: string, letter = 'v') => {
  const own = await testServer.signIn(person);
  const reply = await redeem(await codeFor(own, verifierOf(letter)), verifierOf(letter));
  expect(reply.statusCode).toBe(200);
  return { own, framed: cookieOf(reply), reply };
};

describe('a sign-in handed over to a frame', () => {
  it('is a cookie that one site’s pages alone have, and no script', async () => {
    const { reply } = await frameOf('maya');
    const cookie = String(reply.headers['set-cookie']);
    for (const part of ['HttpOnly', 'Secure', 'SameSite=None', 'Partitioned', 'Path=/']) expect(cookie).toContain(part);
    expect(reply.json()).toMatchObject({ person: { person: 'maya' }, roles: ['agent'] });
  });

  it('opens the panel and nothing else', async () => {
    const lea = asId<PersonId>('lea');
    const row = await findPerson(testServer.context.store.db, centre, lea);
    await upsertPerson(testServer.context.store.db, { ...row!, roles: json(['agent', 'lead', 'admin']) });
    const { own, framed } = await frameOf('lea');
    for (const path of ['/api/panel', '/api/board', '/api/lines']) expect((await testServer.ask(own, 'GET', path)).status).toBe(200);
    expect((await testServer.ask(framed, 'GET', '/api/panel')).status).toBe(200);
    for (const path of ['/api/board', '/api/lines']) expect((await testServer.ask(framed, 'GET', path)).status).toBe(403);
    const again = await testServer.ask(framed, 'POST', '/api/frames/codes', { challenge: challengeOf(verifierOf('w')), host });
    expect(again).toMatchObject({ status: 403, body: { error: 'not-allowed' } });
  });

  it('ends with the sign-in it came from, and ends it too', async () => {
    const first = await frameOf('maya');
    expect(await isIn(first.framed)).toBe(true);
    await testServer.ask(first.own, 'DELETE', '/api/session');
    expect(await isIn(first.framed)).toBe(false);
    expect(await testServer.context.signIn.activeSessions([first.framed.replace('onhook-framed=', '')])).toEqual(new Set());

    const second = await frameOf('maya');
    const other = cookieOf(await redeem(await codeFor(second.own, verifierOf('o')), verifierOf('o')));
    await testServer.ask(second.framed, 'DELETE', '/api/session');
    for (const cookie of [second.own, second.framed, other]) expect(await isIn(cookie)).toBe(false);
  });

  it('ends when its person may no longer come in', async () => {
    const { framed } = await frameOf('noor');
    const noor = await findPerson(testServer.context.store.db, centre, asId<PersonId>('noor'));
    await upsertPerson(testServer.context.store.db, { ...noor!, roles: json(noor!.roles), active: false });
    expect(await isIn(framed)).toBe(false);
    await upsertPerson(testServer.context.store.db, { ...noor!, roles: json(noor!.roles) });
  });

  it('lasts as long as it is used, and keeps the sign-in it came from', async () => {
    const { own, framed } = await frameOf('maya');
    for (let hour = 0; hour < 20; hour += 1) {
      testServer.clock.move(60 * minute);
      expect(await isIn(framed)).toBe(true);
    }
    expect(await isIn(own)).toBe(true);
    testServer.clock.move(13 * 60 * minute);
    expect(await isIn(framed)).toBe(false);
  });
});

describe('a code', () => {
  it('is good once', async () => {
    const code = await codeFor(await testServer.signIn('maya'), verifierOf('v'));
    expect((await redeem(code, verifierOf('v'))).statusCode).toBe(200);
    const again = await redeem(code, verifierOf('v'));
    expect(again.statusCode).toBe(410);
    expect(again.headers['set-cookie']).toBeUndefined();
  });

  it('is good once also for two at the same time', async () => {
    const code = await codeFor(await testServer.signIn('maya'), verifierOf('v'));
    const replies = await Promise.all([redeem(code, verifierOf('v')), redeem(code, verifierOf('v')), redeem(code, verifierOf('v'))]);
    expect(replies.map(({ statusCode }) => statusCode).sort()).toEqual([200, 410, 410]);
  });

  it('is good for the frame that asked, and is used up by another that tries', async () => {
    const code = await codeFor(await testServer.signIn('maya'), verifierOf('v'));
    expect((await redeem(code, verifierOf('x'))).statusCode).toBe(410);
    expect((await redeem(code, verifierOf('v'))).statusCode).toBe(410);
  });

  it('is good for a minute', async () => {
    const code = await codeFor(await testServer.signIn('maya'), verifierOf('v'));
    testServer.clock.move(minute + 1);
    expect((await redeem(code, verifierOf('v'))).statusCode).toBe(410);
  });

  it('is worth nothing once its sign-in has ended', async () => {
    const own = await testServer.signIn('maya');
    const code = await codeFor(own, verifierOf('v'));
    await testServer.ask(own, 'DELETE', '/api/session');
    expect((await redeem(code, verifierOf('v'))).statusCode).toBe(410);
  });

  it('cannot be made up', async () => {
    expect((await redeem('f'.repeat(43), verifierOf('v'))).statusCode).toBe(410);
    expect((await redeem("' or 1=1 --", verifierOf('v'))).statusCode).toBe(400);
  });

  it('is made for no page but those configured', async () => {
    const own = await testServer.signIn('maya');
    for (const other of ['https://evil.example', 'https://crm.example.evil.example', 'https://crm.example/', 'null', '*']) {
      const { status } = await testServer.ask(own, 'POST', '/api/frames/codes', { challenge: challengeOf(verifierOf('v')), host: other });
      expect(status, other).toBe(403);
    }
  });

  it('is neither made nor used from another site, nor without our header', async () => {
    const own = await testServer.signIn('maya');
    const code = await codeFor(own, verifierOf('v'));
    for (const headers of [{}, { 'x-onhook': '1', origin: host }, { 'x-onhook': '1', origin: 'null' }] as Record<string, string>[]) {
      expect((await redeem(code, verifierOf('v'), headers)).statusCode).toBe(403);
      const payload = { challenge: challengeOf(verifierOf('v')), host };
      const made = await testServer.app.inject({ method: 'POST', url: '/api/frames/codes', headers: { ...headers, cookie: own }, payload });
      expect(made.statusCode).toBe(403);
    }
    expect((await redeem(code, verifierOf('v'))).statusCode).toBe(200);
  });

  it('is nowhere to be read: neither in the store nor in the log', async () => {
    const own = await testServer.signIn('maya');
    const code = await codeFor(own, verifierOf('v'));
    const rows = await testServer.context.store.db.selectFrom('frame_code').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(code);
    expect(testServer.logged.join('')).not.toContain(code);
  });
});

describe('framing', () => {
  it('lets no origin read an answer', async () => {
    const reply = await testServer.app.inject({ method: 'GET', url: '/api/panel', headers: { cookie: await testServer.signIn('maya'), origin: host } });
    expect(reply.headers['access-control-allow-origin']).toBeUndefined();
  });

  it('is refused for every answer that is not the panel', async () => {
    for (const url of ['/', '/hand-over', '/sign-in', '/api/panel', '/healthz']) {
      expect((await testServer.app.inject(url)).headers['content-security-policy'], url).toContain("frame-ancestors 'none'");
    }
  });
});
