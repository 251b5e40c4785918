import { connect } from 'node:net';
import { routes } from '@onhook/contract';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openWorld, type World } from './centres.ts';
import { exampleOf, targetOf } from './fixtures.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const escaped = (text: string): string => [...text].map((char) => `%${char.charCodeAt(0).toString(16).padStart(2, '0')}`).join('');

/** Spellings of one target that a router or a proxy may take for the same. */
const spellings = (target: string): string[] => {
  const [path = '', query] = target.split('?');
  const rest = query === undefined ? '' : `?${query}`;
  const below = path.slice('/api'.length);
  return [
    target,
    `/%61pi${below}${rest}`,
    `/${escaped('api')}${below}${rest}`,
    `/ap%69${below}${rest}`,
    `${path.slice(0, -1)}${escaped(path.slice(-1))}${rest}`,
    `/API${below}${rest}`,
    `//api${below}${rest}`,
    `/./api${below}${rest}`,
    `/x/../api${below}${rest}`,
    `/%2e/api${below}${rest}`,
    `/api/${below}${rest}`,
    `${path}/${rest}`,
    `${path};a=b${rest}`,
    `${path}%00${rest}`,
    `http://evil.example${target}`,
    `${world.north.url}${target}`,
    `\\api${below.replaceAll('/', '\\')}${rest}`,
  ];
};

/** Sends a target as it is written, which an ordinary client would tidy. Returns the status. */
const sendRaw = (method: string, target: string, headers: Readonly<Record<string, string>>, body: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const { port, host } = new URL(world.north.url);
    const socket = connect(Number(port), '127.0.0.1', () => {
      const lines = Object.entries({ host, connection: 'close', 'content-length': String(Buffer.byteLength(body)), ...headers });
      socket.write(`${method} ${target} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`);
    });
    let answer = '';
    socket.on('data', (data) => (answer += data.toString('latin1')));
    socket.on('error', reject);
    socket.on('close', () => resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0)));
  });

const changing = routes.map(({ key }) => key).filter((key) => !key.startsWith('GET '));
const json = { 'content-type': 'application/json' };

describe('A request from another site', () => {
  const foreign: readonly Readonly<Record<string, string>>[] = [
    json,
    { 'content-type': 'text/plain' },
    { ...json, 'x-onhook': '1', origin: 'http://127.0.0.1:1' },
    { ...json, 'x-onhook': '1', 'sec-fetch-site': 'cross-site' },
    { ...json, 'x-onhook': '1', 'sec-fetch-site': 'same-site' },
  ];

  it.each(changing)('%s is refused, however its target is written', async (key) => {
    const cookie = await world.north.signIn('ada');
    const { method, target } = targetOf(key, exampleOf(key));
    const body = JSON.stringify(exampleOf(key).body ?? {});
    const reached: unknown[] = [];
    for (const headers of foreign) {
      for (const spelling of spellings(target)) {
        const status = await sendRaw(method, spelling, { ...headers, cookie }, body);
        if (![400, 403, 404].includes(status)) reached.push({ spelling, headers, status });
        // 404 may be the route's own answer: only the guard's 403 and a target without a route are safe.
        if (status === 404 && spelling === target) reached.push({ spelling, headers, status });
      }
    }
    expect(reached).toEqual([]);
  });

  it('cannot begin an agent’s recovery by an escaped target', async () => {
    const cookie = await world.north.signIn('maya');
    for (const target of spellings('/api/recoveries')) await sendRaw('POST', target, { cookie }, '');
    expect((await world.north.send('GET', '/api/panel', { cookie })).json.recovery).toBeNull();
    expect(await sendRaw('POST', '/%61pi/recoveries', { cookie, 'x-onhook': '1' }, '')).toBe(200);
  });
});

describe('An answer of the API', () => {
  it('is stored by no cache, however its target is written', async () => {
    const cookie = await world.north.signIn('maya');
    for (const target of ['/api/panel', '/%61pi/panel', '/api/nothing', '/%61pi/nothing', '/assets-app/gone.js', '/nothing.js']) {
      const { headers, status } = await world.north.send('GET', target, { cookie });
      expect({ target, status, cache: headers.get('cache-control') }).toEqual({ target, status, cache: 'no-store' });
    }
  });
});
