import type { PhoneEvent } from '@onhook/core/call';
import { asId, type LineId, type QueueName, type SourceId } from '@onhook/core/ids';
import { describe, expect, test } from 'vitest';
import { type Notice, RECOVERY } from '../port.ts';
import { createWebhookPhones, verifyDelivery, type WebhookPhonesOptions } from './index.ts';
import { secretBytes, signatureOf } from './signature.ts';
import { cloudEvent, deliver, now, otherSecret, secret } from './testing.ts';
import { command, sent } from '../../tests/command.ts';

const source = asId<SourceId>('webhook-1');
const line = asId<LineId>('SIP/1');
const billing = asId<QueueName>('Billing');
const orders = asId<QueueName>('Orders');
const commandSecret = otherSecret;

function opened(more: Partial<WebhookPhonesOptions> = {}) {
  let nowAt = now;
  const events: PhoneEvent[] = [];
  const notices: Notice[] = [];
  const phones = createWebhookPhones({ source, clock: { now: () => nowAt }, secrets: [secret], ...more });
  phones.start({ events: (more) => events.push(...more), notice: (notice) => notices.push(notice) });
  let number = 0;
  const deliverEvent = (kind: string, data: object) => {
    number += 1;
    return phones.receive(deliver(cloudEvent(kind, data, { id: `e${number}` }), { id: `m${number}`, sentAt: nowAt }));
  };
  return {
    phones,
    events,
    notices,
    deliverEvent,
    kinds: () => notices.map((one) => one.kind),
    setNow: (at: number) => (nowAt = at),
  };
}

describe('deliveries', () => {
  test('A signed delivery is passed on once', () => {
    const { phones, events, kinds } = opened();
    const delivery = deliver(cloudEvent('call-held', { call: 'c1' }));
    expect(phones.receive(delivery)).toEqual({ kind: 'accepted', events: 1, refused: [] });
    expect(phones.receive(delivery)).toEqual({ kind: 'repeated' });
    expect(events.map((event) => event.kind)).toEqual(['feed-opened', 'call-held']);
    expect(kinds()).toEqual(['replayed-message']);
  });

  test("A delivery with another's id is refused", () => {
    const { phones, events } = opened();
    phones.receive(deliver(cloudEvent('call-held', { call: 'c1' }), { id: 'm1' }));
    const other = deliver(cloudEvent('call-held', { call: 'c2' }, { id: 'e2' }), { id: 'm1' });
    expect(phones.receive(other)).toMatchObject({ kind: 'refused', because: 'id-reused' });
    expect(events).toHaveLength(2);
  });

  test('An id is remembered as long as its signature is accepted', () => {
    const { phones, setNow } = opened();
    const ahead = deliver(cloudEvent('call-held', { call: 'c1' }), { sentAt: now + 300_000 });
    expect(phones.receive(ahead).kind).toBe('accepted');
    setNow(now + 599_000);
    expect(phones.receive(ahead)).toEqual({ kind: 'repeated' });
    setNow(now + 601_000);
    expect(phones.receive(ahead)).toMatchObject({ because: 'too-old' });
  });

  test('A refused id is not remembered, so that a corrected delivery is accepted', () => {
    const { phones } = opened();
    expect(phones.receive(deliver(cloudEvent('call-held', { call: 1 }))).kind).toBe('refused');
    expect(phones.receive(deliver(cloudEvent('call-held', { call: 'c1' }))).kind).toBe('accepted');
  });

  test('Every refusal gives a notice without the data', () => {
    const { phones, kinds, notices } = opened({ maxBytes: 2000 });
    const call = { call: 'secret-call' };
    phones.receive(deliver(cloudEvent('call-held', call), { secret: otherSecret }));
    phones.receive(deliver(cloudEvent('call-held', call), { sentAt: now - 400_000 }));
    phones.receive(deliver(cloudEvent('call-held', { ...call, more: 1 })));
    phones.receive(deliver(cloudEvent('call-vanished', call)));
    phones.receive(deliver(cloudEvent('call-held', { call: 'x'.repeat(2000) })));
    expect(kinds()).toEqual(['forged-signature', 'clock-skew', 'malformed-frame', 'unknown-event', 'oversized-frame']);
    expect(JSON.stringify(notices)).not.toContain('secret-call');
  });

  test('Deliveries are refused before the start and after the stop', async () => {
    const phones = createWebhookPhones({ source, clock: { now: () => now }, secrets: [secret] });
    const delivery = deliver(cloudEvent('call-held', { call: 'c1' }));
    expect(phones.receive(delivery)).toMatchObject({ because: 'not-started' });
    phones.start({ events: () => undefined, notice: () => undefined });
    expect(phones.receive(delivery).kind).toBe('accepted');
    await phones.stop();
    expect(phones.receive(delivery)).toMatchObject({ because: 'not-started' });
  });

  test('A bad secret and a short key are errors', () => {
    const clock = { now: () => now };
    expect(() => createWebhookPhones({ source, clock, secrets: ['whsec_abc'] })).toThrow('24 to 64 bytes');
    expect(() => createWebhookPhones({ source, clock, secrets: [secret], customerKey: 'short' })).toThrow(
      'customer key',
    );
    const commands = { url: 'https://pbx.example/commands', secret: 'oops' };
    expect(() => createWebhookPhones({ source, clock, secrets: [secret], commands })).toThrow('24 to 64 bytes');
  });
});

describe('its state', () => {
  test('The first delivery opens the feed, unless the sender does so itself', () => {
    const silent = opened();
    silent.deliverEvent('call-held', { call: 'c1', at: now - 7000 });
    silent.deliverEvent('call-retrieved', { call: 'c1' });
    expect(silent.events.map((event) => event.kind)).toEqual(['feed-opened', 'call-held', 'call-retrieved']);
    expect(silent.events[0]).toMatchObject({ source, at: now - 7000, startedAt: null });
    const speaking = opened();
    speaking.deliverEvent('feed-opened', { startedAt: 5 });
    speaking.deliverEvent('call-held', { call: 'c1' });
    expect(speaking.events.map((event) => event.kind)).toEqual(['feed-opened', 'call-held']);
  });

  test('A forged first delivery needs attention; a later one changes nothing', () => {
    const { phones, deliverEvent } = opened();
    expect(phones.state()).toEqual({ kind: 'connecting', since: now, lastError: null });
    phones.receive(deliver({}, { secret: otherSecret }));
    expect(phones.state()).toMatchObject({ kind: 'needs-attention' });
    deliverEvent('call-held', { call: 'c1' });
    expect(phones.state()).toEqual({ kind: 'up', since: now });
    phones.receive(deliver({}, { secret: otherSecret }));
    expect(phones.state().kind).toBe('up');
  });

  test("The state follows the sender's own connection", () => {
    const { phones, deliverEvent } = opened();
    deliverEvent('feed-opened', { startedAt: now - 1000 });
    expect(phones.state().kind).toBe('up');
    deliverEvent('feed-lost', { because: 'closed' });
    deliverEvent('call-held', { call: 'c1' });
    expect(phones.state()).toMatchObject({ kind: 'connecting', lastError: 'The sender lost its phone system: closed' });
    deliverEvent('feed-opened', { startedAt: null });
    expect(phones.state().kind).toBe('up');
  });
});

const seat = (queue: QueueName, pausedFor: string | null) => ({ queue, pausedFor, callsTaken: 0, lastCallAt: null });

describe('its roster', () => {
  test('The latest report counts, in whatever order reports come', async () => {
    const { phones, deliverEvent } = opened();
    deliverEvent('roster', {
      lines: [{ line, name: 'Zoë Ng', device: 'idle', memberships: [seat(billing, null), seat(orders, null)] }],
      at: now - 9000,
    });
    deliverEvent('line-resumed', { line, queue: billing, at: now - 3000 });
    deliverEvent('line-paused', { line, queue: billing, reason: 'Lunch', at: now - 5000 });
    deliverEvent('line-paused', { line, queue: orders, reason: 'Coffee', at: now - 4000 });
    deliverEvent('line-device', { line, device: 'in-use', at: now - 2000 });
    deliverEvent('line-device', { line, device: 'ringing', at: now - 3000 });
    deliverEvent('call-ended', { call: 'c1', queue: billing, line, by: 'agent', at: now - 1000 });
    expect(await phones.readLines()).toEqual([
      {
        line,
        name: 'Zoë Ng',
        device: 'in-use',
        memberships: [
          { queue: billing, pausedFor: null, callsTaken: 1, lastCallAt: now - 1000 },
          seat(orders, 'Coffee'),
        ],
      },
    ]);
  });

  test('Joins, departures and pauses of all queues are applied, and a roster removes the lines it lacks', async () => {
    const { phones, deliverEvent } = opened();
    deliverEvent('line-joined', { line, queue: billing, name: 'Zoë Ng', pausedFor: null, at: now - 9000 });
    deliverEvent('line-joined', { line, queue: orders, name: 'Zoë Ng', pausedFor: null, at: now - 9000 });
    deliverEvent('line-left', { line, queue: orders, at: now - 8000 });
    deliverEvent('line-paused', { line, reason: 'Training', at: now - 7000 });
    expect(await phones.readLines()).toMatchObject([{ line, name: 'Zoë Ng', memberships: [seat(billing, 'Training')] }]);
    deliverEvent('roster', { lines: [], at: now - 6000 });
    expect(await phones.readLines()).toEqual([]);
  });
});

describe('its commands', () => {
  interface Request {
    readonly url: string;
    readonly headers: Record<string, string>;
    readonly body: string;
  }

  function commanding(answers: readonly (number | Error)[]) {
    const requests: Request[] = [];
    const waits: number[] = [];
    const left = [...answers];
    const receiver = opened({
      commands: { url: 'https://pbx.example/commands', secret: commandSecret },
      wait: async (ms) => void waits.push(ms),
      fetch: async (url, init) => {
        requests.push({
          url: String(url),
          headers: Object.fromEntries(new Headers(init?.headers)),
          body: String(init?.body),
        });
        const answer = left.shift() ?? 204;
        if (answer instanceof Error) throw answer;
        return new Response(null, { status: answer });
      },
    });
    return { ...receiver, requests, waits };
  }

  test('A command without an address is refused in plain words', async () => {
    const { phones } = opened();
    expect(await phones.pause(command(line, [billing]))).toMatchObject({
      kind: 'refused',
      because: 'other',
      message: /No command address/,
    });
    expect(await phones.resume(command(line, [billing]))).toMatchObject({ kind: 'refused', because: 'other' });
  });

  test("A command is a signed CloudEvent with the command's id", async () => {
    const { phones, requests } = commanding([202]);
    expect(await phones.pause(command(line, [billing, orders]))).toEqual(sent);
    const [request] = requests;
    const {
      'webhook-id': id = '',
      'webhook-timestamp': timestamp = '',
      'webhook-signature': signature,
    } = request!.headers;
    expect(request?.url).toBe('https://pbx.example/commands');
    expect(signature).toBe(signatureOf(secretBytes(commandSecret), id, timestamp, Buffer.from(request!.body)));
    expect(timestamp).toBe(String(now / 1000));
    expect(JSON.parse(request!.body)).toEqual({
      specversion: '1.0',
      id,
      source: '/onhook/webhook-1',
      type: 'org.onhook.command.pause.v1',
      time: new Date(now).toISOString(),
      datacontenttype: 'application/json',
      data: { line, queues: [billing, orders], reason: RECOVERY },
    });
    await phones.resume(command(line, [billing], { id: asId('c2') }));
    expect(JSON.parse(requests[1]!.body)).toMatchObject({
      type: 'org.onhook.command.resume.v1',
      data: { queues: [billing] },
    });
    expect(requests[1]!.headers['webhook-id']).not.toBe(id);
  });

  test('A command sent back to us is refused', async () => {
    const { phones, requests } = commanding([202]);
    await phones.pause(command(line, [billing]));
    const { headers, body } = requests[0]!;
    const outcome = verifyDelivery({ headers, rawBody: Buffer.from(body), source, secrets: [commandSecret], now });
    expect(outcome).toMatchObject({ kind: 'refused', because: 'unknown-type' });
  });

  test('A command is tried again under the same id, then given up', async () => {
    const recovering = commanding([503, 429, new TypeError('fetch failed'), 200]);
    expect(await recovering.phones.pause(command(line, [billing]))).toEqual(sent);
    expect(new Set(recovering.requests.map((request) => request.headers['webhook-id'])).size).toBe(1);
    expect(recovering.waits).toEqual([250, 1000, 2500]);
    const down = commanding([500, 500, 500, 502, 200]);
    expect(await down.phones.pause(command(line, [billing]))).toMatchObject({
      because: 'other',
      message: 'The command address answered 502',
    });
    const dead = commanding(Array.from({ length: 4 }, () => new TypeError('fetch failed')));
    expect(await dead.phones.pause(command(line, [billing]))).toMatchObject({ because: 'not-connected' });
    const slow = commanding(Array.from({ length: 4 }, () => new DOMException('slow', 'TimeoutError')));
    expect(await slow.phones.pause(command(line, [billing]))).toMatchObject({ because: 'timeout' });
  });

  test('A command that became outdated is not tried again', async () => {
    const { phones, requests } = commanding([503, 200]);
    const isCurrent = (): boolean => requests.length === 0;
    expect(await phones.pause(command(line, [billing], { isCurrent }))).toMatchObject({ kind: 'refused', because: 'outdated' });
    expect(requests).toHaveLength(1);
  });

  test('A command with a final answer is not tried again', async () => {
    for (const [status, because] of [
      [401, 'no-permission'],
      [403, 'no-permission'],
      [404, 'unknown-line'],
      [422, 'other'],
    ] as const) {
      const { phones, requests } = commanding([status]);
      expect(await phones.pause(command(line, [billing]))).toMatchObject({ kind: 'refused', because });
      expect(requests).toHaveLength(1);
    }
  });

  test('A command leaves pauses for another reason as they are', async () => {
    const { phones, deliverEvent, requests } = commanding([]);
    deliverEvent('line-paused', { line, queue: billing, reason: 'Lunch' });
    expect(await phones.pause(command(line, [billing]))).toEqual({
      kind: 'refused',
      command: 'c1',
      because: 'other',
      message: 'Already paused for Lunch',
    });
    expect(await phones.resume(command(line, [billing]))).toEqual(sent);
    expect(requests).toEqual([]);
    expect(await phones.pause(command(line, [billing, orders]))).toEqual(sent);
    expect(JSON.parse(requests[0]!.body)).toMatchObject({ data: { queues: [orders] } });
  });
});
