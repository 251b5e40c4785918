import type { PhoneEvent } from '@onhook/core/call';
import { asId } from '@onhook/core/ids';
import { CloudEvent, HTTP, type Message } from 'cloudevents';
import { describe, expect, test } from 'vitest';
import type { Delivery } from '../port.ts';
import { createWebhookPhones, verifyDelivery } from '../webhook/index.ts';
import { secretBytes, signatureOf } from '../webhook/signature.ts';
import { createWebhookClient, type PhoneMessage, type WebhookClientOptions } from './index.ts';

const now = Date.UTC(2026, 2, 3, 9, 30);
const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const call = 'c1';
const queue = 'Billing';
const messages: readonly PhoneMessage[] = [
  { kind: 'call-queued', id: '1', at: now - 9000, call, queue, customerNumber: '+442079460958' },
  { kind: 'call-offered', id: '2', at: now - 8000, call, queue, line: 'SIP/1' },
  { kind: 'call-answered', id: '3', at: now - 5000, call, queue, line: 'SIP/1', waitSeconds: 4, order: 3 },
];

interface Sent extends Delivery {
  readonly headers: Record<string, string>;
}

function sending(answers: readonly (number | Error)[], more: Partial<WebhookClientOptions> = {}) {
  const sent: Sent[] = [];
  const waits: number[] = [];
  const left = [...answers];
  const client = createWebhookClient({
    url: 'https://onhook.example/hooks/1',
    secret,
    source: '/pbx/1',
    now: () => now,
    wait: async (ms) => void waits.push(ms),
    fetch: async (_, init) => {
      const rawBody = new Uint8Array(await new Response(init?.body ?? null).arrayBuffer());
      sent.push({ headers: Object.fromEntries(new Headers(init?.headers)), rawBody });
      const answer = left.shift() ?? 202;
      if (answer instanceof Error) throw answer;
      return new Response('so be it', { status: answer });
    },
    ...more,
  });
  return { client, sent, waits };
}

const asMessage = ({ headers, rawBody }: Sent): Message => ({ headers, body: Buffer.from(rawBody).toString() });

describe('a delivery', () => {
  test('A delivery is a CloudEvent, or a batch of them, to the reference library', async () => {
    const { client, sent } = sending([]);
    expect(await client.send(messages)).toEqual({ kind: 'sent', deliveries: 1, refused: [] });
    expect(await client.send(messages.slice(0, 1))).toEqual({ kind: 'sent', deliveries: 1, refused: [] });
    const batch = HTTP.toEvent(asMessage(sent[0]!));
    const single = HTTP.toEvent(asMessage(sent[1]!));
    if (!Array.isArray(batch) || Array.isArray(single))
      throw new Error('a batch was taken for an event, or the reverse');
    for (const event of [...batch, single]) expect(new CloudEvent({ ...event }).validate()).toBe(true);
    expect(batch.map((event) => event.type)).toEqual(messages.map((message) => `org.onhook.phone.${message.kind}.v1`));
    expect(single).toMatchObject({ id: '1', source: '/pbx/1', time: new Date(now - 9000).toISOString() });
  });

  test('A delivery of the client is accepted', async () => {
    const { client, sent } = sending([]);
    await client.send(messages);
    const outcome = verifyDelivery({
      ...sent[0]!,
      source: asId('webhook-1'),
      secrets: [secret],
      now,
      customerKey: 'pepper',
    });
    expect(outcome).toMatchObject({
      kind: 'accepted',
      messages: [
        { kind: 'call-queued', call, queue, at: now - 9000, id: '["/pbx/1","1"]', customer: expect.any(String) },
        { kind: 'call-offered', line: 'SIP/1' },
        { kind: 'call-answered', waitSeconds: 4, order: 3 },
      ],
    });
    expect(JSON.stringify(outcome)).not.toContain('7946');
  });

  test('A delivery of the reference library is accepted, structured or binary', () => {
    const id = 'ref-1';
    const type = 'org.onhook.phone.call-held.v1';
    const event = new CloudEvent({ id, source: '/ref', type, time: new Date(now).toISOString(), data: { call } });
    const restated = event.cloneWith({
      datacontenttype: 'application/json',
      data: { call, kind: 'call-held', at: now },
    });
    for (const { headers, body } of [HTTP.structured(event), HTTP.binary(restated)]) {
      const rawBody = Buffer.from(String(body));
      const timestamp = String(now / 1000);
      const signed = {
        ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)])),
        'webhook-id': id,
        'webhook-timestamp': timestamp,
        'webhook-signature': signatureOf(secretBytes(secret), id, timestamp, rawBody),
      };
      const outcome = verifyDelivery({ headers: signed, rawBody, source: asId('webhook-1'), secrets: [secret], now });
      expect(outcome).toMatchObject({ kind: 'accepted', messages: [{ kind: 'call-held', call, at: now }] });
    }
  });
});

describe('sending', () => {
  test('Messages go in batches, in order', async () => {
    const { client, sent } = sending([], { batchSize: 2 });
    expect(await client.send(messages)).toEqual({ kind: 'sent', deliveries: 2, refused: [] });
    expect(new Set(sent.map((one) => one.headers['webhook-id'])).size).toBe(2);
    expect(await client.send([])).toEqual({ kind: 'sent', deliveries: 0, refused: [] });
  });

  test('A failed try is repeated under the same id after network errors, 429 and 5xx, and counts once', async () => {
    const { client, sent, waits } = sending([new TypeError('fetch failed'), 429, 503, 202]);
    expect(await client.send(messages)).toEqual({ kind: 'sent', deliveries: 1, refused: [] });
    expect(new Set(sent.map((one) => one.headers['webhook-id'])).size).toBe(1);
    expect(waits).toEqual([500, 2000, 8000]);
    const events: PhoneEvent[] = [];
    const receiver = createWebhookPhones({ source: asId('webhook-1'), clock: { now: () => now }, secrets: [secret] });
    receiver.start({ events: (more) => events.push(...more), notice: () => undefined });
    expect(sent.map((one) => receiver.receive(one).kind)).toEqual(['accepted', 'repeated', 'repeated', 'repeated']);
    expect(events.map((event) => event.kind)).toEqual(['feed-opened', ...messages.map((message) => message.kind)]);
  });

  test('The outcome of a failure has the last answer and the number of accepted messages', async () => {
    const { client, sent } = sending([202, 503, 503, 503, 503, 503], { batchSize: 2 });
    expect(await client.send(messages)).toEqual({
      kind: 'failed',
      because: 'gave-up',
      status: 503,
      message: 'so be it',
      taken: 2,
    });
    expect(sent).toHaveLength(6);
    const dead = sending([new TypeError('no route')], { retryAfterMs: [] });
    expect(await dead.client.send(messages)).toEqual({
      kind: 'failed',
      because: 'gave-up',
      status: null,
      message: 'no route',
      taken: 0,
    });
  });

  test('A refused delivery is not tried again', async () => {
    const { client, sent } = sending([401]);
    expect(await client.send(messages)).toMatchObject({ kind: 'failed', because: 'refused', status: 401, taken: 0 });
    expect(sent).toHaveLength(1);
  });

  test('A malformed secret is an error', async () => {
    await expect(sending([], { secret: 'hunter2' }).client.send(messages)).rejects.toThrow('whsec_');
  });
});
