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
  phones.start({ events: (heard) => events.push(...heard), notice: (notice) => notices.push(notice) });
  let number = 0;
  const tell = (kind: string, data: object) => {
    number += 1;
    return phones.receive(deliver(cloudEvent(kind, data, { id: `e${number}` }), { id: `m${number}`, sentAt: nowAt }));
  };
  return {
    phones,
    events,
    notices,
    tell,
    kinds: () => notices.map((one) => one.kind),
    setNow: (at: number) => (nowAt = at),
  };
}

describe('the door', () => {
  test('hands on what is signed, once', () => {
    const { phones, events, kinds } = opened();
    const delivery = deliver(cloudEvent('call-held', { call: 'c1' }));
    expect(phones.receive(delivery)).toEqual({ kind: 'accepted', events: 1 });
    expect(phones.receive(delivery)).toEqual({ kind: 'repeated' });
    expect(events.map((event) => event.kind)).toEqual(['feed-opened', 'call-held']);
    expect(kinds()).toEqual(['replayed-message']);
  });

  test('refuses the id of one delivery on the body of another', () => {
    const { phones, events } = opened();
    phones.receive(deliver(cloudEvent('call-held', { call: 'c1' }), { id: 'm1' }));
    const other = deliver(cloudEvent('call-held', { call: 'c2' }, { id: 'e2' }), { id: 'm1' });
    expect(phones.receive(other)).toMatchObject({ kind: 'refused', because: 'id-reused' });
    expect(events).toHaveLength(2);
  });

  test('remembers an id for as long as its signature could pass', () => {
    const { phones, setNow } = opened();
    const ahead = deliver(cloudEvent('call-held', { call: 'c1' }), { sentAt: now + 300_000 });
    expect(phones.receive(ahead).kind).toBe('accepted');
    setNow(now + 599_000);
    expect(phones.receive(ahead)).toEqual({ kind: 'repeated' });
    setNow(now + 601_000);
    expect(phones.receive(ahead)).toMatchObject({ because: 'too-old' });
  });

  test('does not remember what it refused, so that a corrected delivery may come', () => {
    const { phones } = opened();
    expect(phones.receive(deliver(cloudEvent('call-held', { call: 1 }))).kind).toBe('refused');
    expect(phones.receive(deliver(cloudEvent('call-held', { call: 'c1' }))).kind).toBe('accepted');
  });

  test('gives a notice for every refusal, without what was sent', () => {
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

  test('is closed before it is started and after it is stopped', async () => {
    const phones = createWebhookPhones({ source, clock: { now: () => now }, secrets: [secret] });
    const delivery = deliver(cloudEvent('call-held', { call: 'c1' }));
    expect(phones.receive(delivery)).toMatchObject({ because: 'not-started' });
    phones.start({ events: () => undefined, notice: () => undefined });
    expect(phones.receive(delivery).kind).toBe('accepted');
    await phones.stop();
    expect(phones.receive(delivery)).toMatchObject({ because: 'not-started' });
  });

  test('does not open with a bad secret or a short key', () => {
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
  test('opens the feed with the first delivery, unless the sender does so itself', () => {
    const silent = opened();
    silent.tell('call-held', { call: 'c1', at: now - 7000 });
    silent.tell('call-retrieved', { call: 'c1' });
    expect(silent.events.map((event) => event.kind)).toEqual(['feed-opened', 'call-held', 'call-retrieved']);
    expect(silent.events[0]).toMatchObject({ source, at: now - 7000, startedAt: null });
    const speaking = opened();
    speaking.tell('feed-opened', { startedAt: 5 });
    speaking.tell('call-held', { call: 'c1' });
    expect(speaking.events.map((event) => event.kind)).toEqual(['feed-opened', 'call-held']);
  });

  test('waits for the first delivery, asks for help when that is forged, and withstands strangers later', () => {
    const { phones, tell } = opened();
    expect(phones.state()).toEqual({ kind: 'connecting', since: now, lastError: null });
    phones.receive(deliver({}, { secret: otherSecret }));
    expect(phones.state()).toMatchObject({ kind: 'needs-attention' });
    tell('call-held', { call: 'c1' });
    expect(phones.state()).toEqual({ kind: 'up', since: now });
    phones.receive(deliver({}, { secret: otherSecret }));
    expect(phones.state().kind).toBe('up');
  });

  test('follows what the sender says of its own connection', () => {
    const { phones, tell } = opened();
    tell('feed-opened', { startedAt: now - 1000 });
    expect(phones.state().kind).toBe('up');
    tell('feed-lost', { because: 'closed' });
    tell('call-held', { call: 'c1' });
    expect(phones.state()).toMatchObject({ kind: 'connecting', lastError: 'The sender lost its phone system: closed' });
    tell('feed-opened', { startedAt: null });
    expect(phones.state().kind).toBe('up');
  });
});

const seat = (queue: QueueName, pausedFor: string | null) => ({ queue, pausedFor, callsTaken: 0, lastCallAt: null });

describe('its roster', () => {
  test('is what was told, the latest first believed, in whatever order it came', async () => {
    const { phones, tell } = opened();
    tell('roster', {
      lines: [{ line, name: 'Zoë Ng', device: 'idle', memberships: [seat(billing, null), seat(orders, null)] }],
      at: now - 9000,
    });
    tell('line-resumed', { line, queue: billing, at: now - 3000 });
    tell('line-paused', { line, queue: billing, reason: 'Lunch', at: now - 5000 });
    tell('line-paused', { line, queue: orders, reason: 'Coffee', at: now - 4000 });
    tell('line-device', { line, device: 'in-use', at: now - 2000 });
    tell('line-device', { line, device: 'ringing', at: now - 3000 });
    tell('call-ended', { call: 'c1', queue: billing, line, by: 'agent', at: now - 1000 });
    expect(await phones.roster()).toEqual([
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

  test('knows who came and went, a pause of all queues, and that a whole picture leaves out who is gone', async () => {
    const { phones, tell } = opened();
    tell('line-joined', { line, queue: billing, name: 'Zoë Ng', pausedFor: null, at: now - 9000 });
    tell('line-joined', { line, queue: orders, name: 'Zoë Ng', pausedFor: null, at: now - 9000 });
    tell('line-left', { line, queue: orders, at: now - 8000 });
    tell('line-paused', { line, reason: 'Training', at: now - 7000 });
    expect(await phones.roster()).toMatchObject([{ line, name: 'Zoë Ng', memberships: [seat(billing, 'Training')] }]);
    tell('roster', { lines: [], at: now - 6000 });
    expect(await phones.roster()).toEqual([]);
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
    const door = opened({
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
    return { ...door, requests, waits };
  }

  test('are refused in plain words where no address is set', async () => {
    const { phones } = opened();
    expect(await phones.pause(command(line, [billing]))).toMatchObject({
      kind: 'refused',
      because: 'other',
      message: /No command address/,
    });
    expect(await phones.resume(command(line, [billing]))).toMatchObject({ kind: 'refused', because: 'other' });
  });

  test('are signed CloudEvents', async () => {
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

  test('sent back to the door are refused there', async () => {
    const { phones, requests } = commanding([202]);
    await phones.pause(command(line, [billing]));
    const { headers, body } = requests[0]!;
    const outcome = verifyDelivery({ headers, rawBody: Buffer.from(body), source, secrets: [commandSecret], now });
    expect(outcome).toMatchObject({ kind: 'refused', because: 'unknown-type' });
  });

  test('are tried again under the same id, then given up', async () => {
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

  test('are not tried again when the answer is final', async () => {
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

  test('leave alone what is paused for another reason', async () => {
    const { phones, tell, requests } = commanding([]);
    tell('line-paused', { line, queue: billing, reason: 'Lunch' });
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
