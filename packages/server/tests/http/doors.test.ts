import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from '@onhook/contract';
import { asId, type PersonId } from '@onhook/core/ids';
import { minute, openTestServer, readsMetrics, type TestServer } from '../support/test-server.ts';

let testServer: TestServer;
const cookies: Record<string, string> = {};

beforeAll(async () => {
  testServer = await openTestServer({ ONHOOK_EMBED_ORIGINS: 'https://crm.example' });
  for (const person of ['maya', 'noor', 'lea', 'ana', 'ada']) cookies[person] = await testServer.signIn(person);
});
afterAll(() => testServer.close());

describe('who may what', () => {
  it('does not find what is another agent’s', async () => {
    testServer.phones.call('c1', 'PJSIP/1', 'Billing', 20 * 60);
    await testServer.settle();
    const { offer, recovery } = (await testServer.ask(cookies['maya']!, 'GET', '/api/panel')).body;
    const noor = cookies['noor']!;
    for (const [url, body] of [
      [`/api/offers/${offer.offer}/shown`, undefined],
      [`/api/offers/${offer.offer}/answer`, { answer: 'skipped' }],
      [`/api/recoveries/${recovery.recovery}/end`, undefined],
      [`/api/recoveries/${recovery.recovery}/extend`, undefined],
      ['/api/calls/c1/1/tap', { tap: 'fine' }],
    ] as const) {
      expect(await testServer.ask(noor, 'POST', url, body)).toMatchObject({ status: 404 });
    }
    const reset = 'reset-of-maya';
    await testServer.ask(cookies['maya']!, 'POST', '/api/resets', { reset, recovery: recovery.recovery });
    expect((await testServer.ask(noor, 'POST', `/api/resets/${reset}/end`, { how: 'completed' })).status).toBe(404);
    expect((await testServer.ask(cookies['maya']!, 'POST', `/api/resets/${reset}/end`, { how: 'completed' })).status).toBe(200);
    expect((await testServer.ask(cookies['maya']!, 'GET', '/api/panel')).body.recovery.state).toBe('paused');
  });
});

describe('sign-in', () => {
  const redeem = (token: string, headers: Record<string, string> = { 'x-onhook': '1' }) =>
    testServer.app.inject({ method: 'POST', url: '/api/session', headers, payload: { token } });

  it('takes a link once, and not after its time', async () => {
    const once = await testServer.context.signIn.makeLink(asId<PersonId>('maya'), minute);
    expect((await redeem(once.token)).statusCode).toBe(200);
    expect((await redeem(once.token)).statusCode).toBe(410);
    const late = await testServer.context.signIn.makeLink(asId<PersonId>('maya'), minute);
    testServer.clock.move(minute + 1);
    expect((await redeem(late.token)).statusCode).toBe(410);
  });

  it('gives a cookie no script can read, and signs out on the server', async () => {
    const { token } = await testServer.context.signIn.makeLink(asId<PersonId>('maya'), minute);
    const cookie = String((await redeem(token)).headers['set-cookie']);
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
    const own = cookie.split(';')[0]!;
    expect((await testServer.ask(own, 'DELETE', '/api/session')).status).toBe(200);
    expect((await testServer.ask(own, 'GET', '/api/session')).status).toBe(401);
  });

  it('is refused from another site, and without our header', async () => {
    const { token } = await testServer.context.signIn.makeLink(asId<PersonId>('maya'), minute);
    expect((await redeem(token, {})).statusCode).toBe(403);
    expect((await redeem(token, { 'x-onhook': '1', origin: 'https://evil.example' })).statusCode).toBe(403);
    expect((await redeem(token, { 'x-onhook': '1', origin: 'null' })).statusCode).toBe(403);
    expect((await redeem(token)).statusCode).toBe(200);
  });

  it('tires of guesses', async () => {
    const statuses = [];
    for (let i = 0; i < 130; i += 1) statuses.push((await redeem(`${'x'.repeat(30)}${i}`)).statusCode);
    expect(statuses).toContain(429);
  });
});

describe('bad input', () => {
  it('is refused by name, and nothing of it is logged', async () => {
    const secret = 'what-a-person-wrote';
    const before = testServer.logged.length;
    const refused = await testServer.ask(cookies['maya']!, 'POST', '/api/offers/x/answer', { answer: secret });
    expect(refused).toMatchObject({ status: 400, body: { error: 'bad-input' } });
    expect(JSON.stringify(refused.body)).not.toContain(secret);
    const broken = await testServer.app.inject({
      method: 'POST',
      url: '/api/resets',
      headers: { cookie: cookies['maya']!, 'x-onhook': '1', 'content-type': 'application/json' },
      payload: `{"recovery": "${secret}`,
    });
    expect(broken.statusCode).toBe(400);
    expect(testServer.logged.slice(before).join('')).not.toContain(secret);
  });

  it('does not fall over a huge body', async () => {
    const reply = await testServer.ask(cookies['maya']!, 'POST', '/api/resets', { recovery: 'x'.repeat(100_000) });
    expect(reply).toMatchObject({ status: 400, body: { error: 'bad-input' } });
  });
});

describe('what is told to machines', () => {
  it('every answer carries a content security policy', async () => {
    const reply = await testServer.app.inject('/healthz');
    expect(reply.headers['content-security-policy']).toContain("default-src 'self'");
    expect(reply.headers['x-content-type-options']).toBe('nosniff');
  });

  it('metrics name no person, line or queue', async () => {
    const { body } = await testServer.app.inject({ url: '/metrics', headers: readsMetrics });
    expect(body).toContain('onhook_phone_events_total');
    for (const word of ['maya', 'PJSIP', 'Billing']) expect(body).not.toContain(word);
  });

  it('metrics are read with their token only', async () => {
    for (const authorization of [undefined, '', 'Bearer ', 'Bearer reads the metric', 'Basic cmVhZHMgdGhlIG1ldHJpY3M=']) {
      const reply = await testServer.app.inject({ url: '/metrics', headers: { ...(authorization !== undefined && { authorization }) } });
      expect([reply.statusCode, reply.json().error]).toEqual([401, 'not-signed-in']);
    }
  });

  it('OpenAPI has every route', async () => {
    const { paths } = (await testServer.app.inject('/api/openapi.json')).json();
    const documented = Object.entries(paths as Record<string, object>).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    );
    expect(documented.sort()).toEqual(routes.map((route) => route.key).sort());
  });

  it('OpenAPI names the server and what a route needs, and a page shows it to people', async () => {
    const { servers, paths, components } = (await testServer.app.inject('/api/openapi.json')).json();
    expect(servers).toEqual([{ url: expect.stringMatching(/^https?:\/\/[^/]+$/) }]);
    expect(components.securitySchemes.session).toMatchObject({ type: 'apiKey', in: 'cookie', name: expect.stringMatching(/^(__Host-)?onhook$/) });
    for (const { key, errors } of routes) {
      const [method = '', path = ''] = key.split(' ');
      const { security } = paths[path.replaceAll(/:(\w+)/g, '{$1}')][method.toLowerCase()];
      expect(security, key).toEqual((errors as readonly string[]).includes('not-signed-in') ? [{ session: [] }] : []);
    }
    const page = await testServer.app.inject('/api/reference');
    expect(page.headers['content-type']).toContain('text/html');
    for (const { key } of routes) expect(page.body).toContain(`<h2><code>${key}</code></h2>`);
    expect(page.body).not.toContain('<script');
  });
});
