import { afterAll, beforeAll, expect, it } from 'vitest';
import { asId, type CallId, type CentreId, type LineId, type QueueName } from '@onhook/core/ids';
import { createWebhookClient } from '@onhook/phones/webhook-client';
import { readEvents } from '../../src/centre/queries/event-log.ts';
import { openTestServer, readsMetrics, type TestServer } from '../support/test-server.ts';

const secret = `whsec_${Buffer.from('a webhook secret for the tests').toString('base64')}`;
let testServer: TestServer;
const statuses: number[] = [];

const overInject = (async (url: string, init: RequestInit) => {
  const reply = await testServer.app.inject({
    method: 'POST',
    url: new URL(url).pathname,
    headers: Object.fromEntries(new Headers(init.headers)),
    payload: Buffer.from(init.body as Uint8Array | string),
  });
  statuses.push(reply.statusCode);
  return new Response(reply.body, { status: reply.statusCode });
}) as typeof fetch;

const client = (key = secret) =>
  createWebhookClient({ url: 'http://onhook.test/hooks/phone', secret: key, fetch: overInject, now: () => testServer.clock.now(), retryAfterMs: [] });

beforeAll(async () => {
  testServer = await openTestServer({ ONHOOK_WEBHOOK_SECRETS: secret });
});
afterAll(() => testServer.close());

const logged = () => readEvents(testServer.context.store.db, asId<CentreId>('main'), 0, 1000);
const queued = (call: string) =>
  ({
    id: `${call}-queued`,
    kind: 'call-queued',
    at: testServer.clock.now(),
    call: asId<CallId>(call),
    queue: asId<QueueName>('Billing'),
    customerNumber: '+442079460123',
  }) as const;

it('answers when the events are kept, and hides the caller’s number', async () => {
  const line = asId<LineId>('PJSIP/1');
  const answered = { ...queued('w1'), id: 'w1-answered', kind: 'call-answered', line } as const;
  const { customerNumber: _, ...plain } = answered;
  expect(await client().send([queued('w1'), plain])).toMatchObject({ kind: 'sent' });
  const rows = await logged();
  expect(rows.filter((row) => row.kind.startsWith('call-')).map((row) => row.kind)).toEqual(['call-queued', 'call-answered']);
  expect(JSON.stringify(rows)).not.toContain('2079460123');
  expect(testServer.context.runtime.floor.tracker.lines.get(line)?.talking.size).toBe(1);
});

it('keeps an event once, however often and in whatever deliveries it comes', async () => {
  const before = (await logged()).length;
  await client().send([queued('w2')]);
  await client().send([queued('w2')]);
  expect((await logged()).length).toBe(before + 1);
});

it('refuses a forged signature and an old delivery, and keeps nothing of them', async () => {
  const before = (await logged()).length;
  const wrong = `whsec_${Buffer.from('some other secret, as long').toString('base64')}`;
  expect(await client(wrong).send([queued('w3')])).toMatchObject({ kind: 'failed', status: 401 });
  const old = createWebhookClient({
    url: 'http://onhook.test/hooks/phone',
    secret,
    fetch: overInject,
    now: () => testServer.clock.now() - 3_600_000,
    retryAfterMs: [],
  });
  expect(await old.send([queued('w4')])).toMatchObject({ kind: 'failed', status: 401 });
  expect((await logged()).length).toBe(before);
  expect(statuses.at(-1)).toBe(401);
  const { body } = await testServer.app.inject({ url: '/metrics', headers: readsMetrics });
  expect(body).toMatch(/onhook_phone_notices_total\{kind="forged-signature"\} 1/);
});
