import { randomBytes } from 'node:crypto';
import { request as ask } from 'node:http';
import { asId, type PersonId } from '@onhook/core/ids';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { minute } from '../support/test-server.ts';
import { openWorld, type World } from './centres.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const linkFor = async (person: string, centre = world.north) => (await centre.context.signIn.makeLink(asId<PersonId>(person), minute)).token;
const whoIs = async (cookie: string, centre = world.north) => (await centre.send('GET', '/api/session', { cookie })).json?.person?.person ?? null;

describe('a session', () => {
  it('is never the one that a browser brought along', async () => {
    const planted = `onhook=${randomBytes(32).toString('base64url')}`;
    const signedIn = await world.north.send('POST', '/api/session', { cookie: planted, body: { token: await linkFor('maya') } });
    const own = signedIn.headers.getSetCookie()[0]!.split(';')[0]!;
    expect(own).not.toBe(planted);
    expect(await whoIs(own)).toBe('maya');
    expect(await whoIs(planted)).toBeNull();
  });

  it('of somebody else ends when a link is used over it', async () => {
    const attackers = await world.north.signIn('noor');
    const { headers } = await world.north.send('POST', '/api/session', { cookie: attackers, body: { token: await linkFor('maya') } });
    expect(await whoIs(attackers)).toBeNull();
    expect(await whoIs(headers.getSetCookie()[0]!.split(';')[0]!)).toBe('maya');
  });

  it('is told in no body, and by no cookie that a script can read', async () => {
    const { headers, text } = await world.north.send('POST', '/api/session', { body: { token: await linkFor('maya') } });
    const [cookie = ''] = headers.getSetCookie();
    expect(text).not.toContain(cookie.split(';')[0]!.replace('onhook=', ''));
    expect(cookie).toMatch(/HttpOnly/);
  });

  it('cannot be had by a link of the other centre, nor by one used before', async () => {
    const token = await linkFor('maya');
    expect((await world.south.send('POST', '/api/session', { body: { token } })).status).toBe(410);
    expect((await world.north.send('POST', '/api/session', { body: { token } })).status).toBe(200);
    expect((await world.north.send('POST', '/api/session', { body: { token } })).status).toBe(410);
  });

  it('is not changed by what a header claims', async () => {
    const cookie = await world.north.signIn('noor');
    for (const headers of [
      { 'x-forwarded-user': 'ada' },
      { 'x-remote-user': 'ada' },
      { 'x-real-ip': '127.0.0.1' },
      { authorization: 'Bearer ada' },
      { 'x-original-url': '/api/lines' },
      { 'x-http-method-override': 'DELETE' },
      { 'x-onhook-centre': 'south' },
    ]) {
      expect((await world.north.send('GET', '/api/session', { cookie, headers })).json.person.person).toBe('noor');
      expect((await world.north.send('GET', '/api/lines', { cookie, headers })).status).toBe(403);
    }
    // A request that the browser meant for another person is refused, and never changes who is signed in.
    const meant = (person: string) => world.north.send('GET', '/api/panel', { cookie, headers: { 'x-onhook-person': person } });
    for (const person of ['maya', 'ada', '', '../ada']) expect((await meant(person)).status).toBe(401);
    expect((await meant('noor')).json.person.person).toBe('noor');
  });

  it('does not go by two cookies of one name', async () => {
    const [maya, noor] = [await world.north.signIn('maya'), await world.north.signIn('noor')];
    const first = await whoIs(`${maya}; ${noor}`);
    expect(['maya', 'noor']).toContain(first);
    expect((await world.north.send('GET', '/api/panel', { cookie: `${maya}; ${noor}` })).json.person.person).toBe(first);
  });
});

describe('another site', () => {
  it('can have nothing changed, whatever a form or a script of its can send', async () => {
    const cookie = await world.north.signIn('maya');
    const attempts: readonly Record<string, string>[] = [
      { 'x-onhook': '' },
      { 'x-onhook': '0', 'content-type': 'text/plain' },
      { 'x-onhook': '', 'content-type': 'application/x-www-form-urlencoded' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: 'https://crm.example' },
      { origin: `${world.north.url}.evil.example` },
      { origin: world.south.url },
      { 'x-onhook': '1, 1' },
    ];
    for (const headers of attempts) {
      const { status } = await world.north.send('DELETE', '/api/session', { cookie, headers });
      expect({ headers, status }).toEqual({ headers, status: 403 });
    }
    expect(await whoIs(cookie)).toBe('maya');
    expect((await world.north.send('DELETE', '/api/session', { cookie, headers: { origin: world.north.url } })).status).toBe(200);
  });

  it('is told nothing by CORS', async () => {
    const cookie = await world.north.signIn('maya');
    for (const method of ['GET', 'OPTIONS']) {
      const { headers, status } = await world.north.send(method, '/api/panel', {
        cookie,
        headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST', 'access-control-request-headers': 'x-onhook' },
      });
      expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
      expect(status).toBe(method === 'GET' ? 200 : 403);
    }
  });

  it('is nowhere that we send somebody', async () => {
    const elsewhere = ['//evil.example', '/\\evil.example', '/%2f%2fevil.example', '/sign-in?next=https://evil.example', '/hand-over?to=//evil.example', '/api/session?redirect=https://evil.example'];
    for (const target of elsewhere) {
      const { status, headers } = await world.north.send('GET', target);
      expect({ target, isRedirect: status >= 300 && status < 400, location: headers.get('location') }).toEqual({ target, isRedirect: false, location: null });
    }
  });
});

describe('every answer', () => {
  it('of the API is kept by nobody, and framed by nobody', async () => {
    const cookie = await world.north.signIn('maya');
    for (const target of ['/api/panel', '/api/session', '/api/nothing', '/api/lines']) {
      const { headers } = await world.north.send('GET', target, { cookie });
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    }
  });

  it('is refused to a method that no route has', async () => {
    const { port } = new URL(world.north.url);
    for (const method of ['TRACE', 'PUT', 'PATCH', 'PROPFIND']) {
      const status = await new Promise<number>((resolve, reject) => {
        ask({ host: '127.0.0.1', port, path: '/api/panel', method, headers: { 'x-onhook': '1' } }, (reply) => {
          reply.resume();
          resolve(reply.statusCode ?? 0);
        })
          .on('error', reject)
          .end();
      });
      expect({ method, isRefused: status >= 400 && status < 500 }).toEqual({ method, isRefused: true });
    }
  });
});

describe('whether somebody or something exists', () => {
  it('is not told by how much is asked of the store', async () => {
    const cookie = await world.north.signIn('noor');
    const { store } = world.north.context;
    let asked = 0;
    const counting = store.db.withPlugin({
      transformQuery: ({ node }) => {
        asked += 1;
        return node;
      },
      transformResult: async ({ result }) => result,
    });
    const db = Object.getOwnPropertyDescriptor(store, 'db')!;
    Object.defineProperty(store, 'db', { ...db, value: counting });
    // The smallest of several costs counts, as a tick of the floor may add queries of its own.
    const costOf = async (method: string, target: string, body?: unknown): Promise<number> => {
      const costs: number[] = [];
      for (let time = 0; time < 8; time += 1) {
        asked = 0;
        await world.north.send(method, target, { cookie, body });
        costs.push(asked);
      }
      return Math.min(...costs);
    };
    world.north.phones.call('call-of-maya', 'PJSIP/1', 'Billing', 20 * 60);
    await world.north.settle();
    const mayas = (await world.north.send('GET', '/api/panel', { cookie: await world.north.signIn('maya') })).json;
    for (const [method, there, nothing, body] of [
      ['POST', `/api/offers/${mayas.offer.offer}/shown`, '/api/offers/none/shown', undefined],
      ['POST', `/api/recoveries/${mayas.recovery.recovery}/end`, '/api/recoveries/none/end', undefined],
      ['POST', '/api/circle/maya/answer', '/api/circle/none/answer', { answer: 'agree' }],
      ['DELETE', '/api/circle/maya', '/api/circle/none', undefined],
      ['DELETE', '/api/words/maya', '/api/words/none', undefined],
    ] as const) {
      const cost = await costOf(method, nothing, body);
      expect(cost).toBeGreaterThan(0);
      expect({ there, cost: await costOf(method, there, body) }).toEqual({ there, cost });
    }
    Object.defineProperty(store, 'db', db);
  });
});
