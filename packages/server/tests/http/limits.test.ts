import { connect, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { carryOut } from '../../src/control/commands.ts';
import { openTestServer, type TestServer } from '../support/test-server.ts';
import { listenLive, type Listening } from '../support/live.ts';

let testServer: TestServer;
let token: string;

beforeAll(async () => {
  testServer = await openTestServer({ ONHOOK_TRUST_PROXY: '10.0.0.0/8' }, null, {
    perAddress: 100,
    perPerson: 30,
    perSession: 20,
    streamsPerSession: 2,
    badTokensPerAddress: 3,
    headersWithinMs: 300,
    requestWithinMs: 600,
  });
  const { config, store, runtime, peopleChanged } = testServer.context;
  const made = await carryOut({ config, store, clock: testServer.clock, runtime, peopleChanged }, { kind: 'scim-token', name: 'directory', revoke: false });
  token = made.kind === 'scim-token' ? made.token : '';
  await testServer.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => testServer.close());

/** Sends a request that seems to come from `remoteAddress`, by a proxy that adds the header. */
const from = (remoteAddress: string, forwardedFor: string | null, headers: Record<string, string> = {}, url = '/api/session') =>
  testServer.app.inject({ method: 'GET', url, remoteAddress, headers: { ...headers, ...(forwardedFor !== null && { 'x-forwarded-for': forwardedFor }) } });
const statusesOf = async (times: number, ask: (n: number) => Promise<{ statusCode: number }>) => {
  const statuses: number[] = [];
  for (let n = 0; n < times; n += 1) statuses.push((await ask(n)).statusCode);
  return statuses;
};

describe('limits', () => {
  it('count by the address that a named proxy saw, and by no address that a client writes', async () => {
    const limitOf = async (remote: string, forwarded: (n: number) => string) => (await statusesOf(110, (n) => from(remote, forwarded(n)))).filter((status) => status === 429).length;
    // A client without a proxy writes what it likes, and so does one in front of the proxy.
    expect(await limitOf('198.51.100.1', (n) => `192.0.2.${n}`)).toBe(10);
    expect(await limitOf('10.1.1.1', (n) => `192.0.2.${n}, 198.51.100.2`)).toBe(10);
    expect(await limitOf('10.1.1.1', (n) => `198.51.100.${n + 10}`)).toBe(0);
    expect(await limitOf('10.1.1.1', (n) => `2001:db8:1:2::${n}`)).toBe(10);
  });

  it('count the words of a number of proxies from the end of what they add', async () => {
    const two = await openTestServer({ ONHOOK_TRUST_PROXY: '2' }, null, { perAddress: 3 });
    try {
      const statuses = await statusesOf(5, (n) => two.app.inject({ method: 'GET', url: '/api/session', remoteAddress: '10.1.1.1', headers: { 'x-forwarded-for': `192.0.2.${n}, 198.51.100.7, 10.1.1.2` } }));
      expect(statuses).toEqual([401, 401, 401, 429, 429]);
    } finally {
      await two.close();
    }
  });

  it('count by session and by person beside the address', async () => {
    const [one, other, third] = [await testServer.signIn('maya'), await testServer.signIn('maya'), await testServer.signIn('noor')];
    const ask = (cookie: string) => (n: number) => from(`203.0.113.${n}`, null, { cookie }, '/api/session');
    expect((await statusesOf(25, ask(one))).filter((status) => status === 429)).toHaveLength(5);
    // The person has used 20 of 30 requests.
    expect((await statusesOf(12, ask(other))).filter((status) => status === 429)).toHaveLength(2);
    expect((await from('203.0.113.9', null, { cookie: third }, '/api/session')).statusCode).toBe(200);
    expect((await from('203.0.113.9', null, { cookie: one }, '/api/session')).json()).toMatchObject({ error: 'too-many-requests' });
  });

  it('stop guesses at a directory’s token, and not the directory at the same address', async () => {
    const scim = (bearer: string, remote: string) => from(remote, null, { authorization: `Bearer ${bearer}` }, '/scim/v2/Users?count=0');
    expect((await scim(token, '198.51.100.50')).statusCode).toBe(200);
    expect(await statusesOf(6, (n) => scim(`guess-number-${n}-${'x'.repeat(20)}`, '198.51.100.50'))).toEqual([401, 401, 401, 429, 429, 429]);
    expect((await scim(token, '198.51.100.50')).statusCode).toBe(200);
    expect((await scim(`guess-${'x'.repeat(20)}`, '198.51.100.51')).statusCode).toBe(401);
  });

  it('leave a session its newest live streams, and end the oldest', async () => {
    const cookie = await testServer.signIn('lea');
    const streams: Listening<unknown>[] = [];
    for (let n = 0; n < 5; n += 1) streams.push(await listenLive(testServer.app, cookie, 'board'));
    await expect.poll(() => testServer.context.live.streams).toBe(2);
    for (const stream of streams) stream.close();
    await expect.poll(() => testServer.context.live.streams).toBe(0);
  });

  it.each([
    ['a header', 'GET /healthz HTTP/1.1\r\nHost: x\r\n'],
    ['a body', 'POST /api/session HTTP/1.1\r\nHost: x\r\nx-onhook: 1\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{'],
  ])('end a connection on which %s never arrives whole', async (_what, begun) => {
    const socket = connect((testServer.app.server.address() as AddressInfo).port, '127.0.0.1');
    const answered = await new Promise<string>((resolve) => {
      let text = '';
      socket.on('data', (chunk) => void (text += String(chunk)));
      socket.on('error', () => resolve(text));
      socket.on('close', () => resolve(text));
      socket.write(begun);
    });
    expect(answered).toMatch(/^HTTP\/1.1 408/);
  });
});
