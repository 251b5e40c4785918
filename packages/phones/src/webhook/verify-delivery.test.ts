import { describe, expect, test } from 'vitest';
import { verifyDelivery } from './index.ts';
import { secretBytes, signatureOf } from './signature.ts';
import { altered, cloudEvent, deliver, held, now, otherSecret, secret, source, verify } from './testing.ts';

describe('an honest delivery', () => {
  test('A delivery of one event is accepted and stamped', () => {
    expect(verify(deliver(held))).toEqual({
      kind: 'accepted',
      id: 'msg_1',
      messages: [{ kind: 'call-held', call: 'c1', source, id: '["/pbx","e1"]', at: now - 1000, receivedAt: now }],
    });
  });

  test('A batch is accepted in its order, an empty one too', () => {
    const batch = [held, cloudEvent('call-retrieved', { call: 'c1' }, { id: 'e2' })];
    const outcome = verify(deliver(batch));
    expect(outcome.kind === 'accepted' && outcome.messages.map((event) => event.kind)).toEqual([
      'call-held',
      'call-retrieved',
    ]);
    expect(verify(deliver([]))).toMatchObject({ kind: 'accepted', messages: [] });
  });

  test('A delivery in binary mode is accepted when its id and data are signed', () => {
    const data = {
      kind: 'call-ended',
      at: now - 5000,
      call: 'c1',
      queue: 'Billing',
      line: 'SIP/1',
      by: 'caller',
      talkSeconds: 61,
    };
    const headers = {
      'ce-specversion': '1.0',
      'ce-id': 'msg_1',
      'ce-source': '/pbx',
      'ce-type': 'org.onhook.phone.call-ended.v1',
    };
    const good = deliver(data, { contentType: 'application/json; charset=UTF-8', headers });
    expect(verify(good)).toMatchObject({ kind: 'accepted', messages: [{ ...data, id: '["msg_1"]' }] });
    expect(verify(altered(good, { 'ce-id': 'msg_2' }))).toMatchObject({ because: 'malformed' });
    expect(verify(altered(good, { 'ce-type': 'org.onhook.phone.call-answered.v1' }))).toMatchObject({
      because: 'malformed',
    });
    const moved = verify(altered(good, { 'ce-source': '/elsewhere', 'ce-time': '2020-01-01T00:00:00Z' }));
    expect(moved).toEqual(verify(good));
    const bare = deliver(
      { call: 'c1' },
      { contentType: 'application/json', headers: { ...headers, 'ce-type': 'org.onhook.phone.call-held.v1' } },
    );
    expect(verify(bare)).toMatchObject({ because: 'malformed' });
  });

  test('A delivery is accepted while keys are rotated, on either side', () => {
    const old = deliver(held, { secret: otherSecret });
    expect(verify(old, { secrets: [secret, otherSecret] }).kind).toBe('accepted');
    const both = `${String(deliver(held).headers['webhook-signature'])} v1a,xyz v1,AAAA`;
    expect(verify(altered(old, { 'webhook-signature': `v1,AAAA ${both}` })).kind).toBe('accepted');
  });

  test('Events of every kind are read', () => {
    const call = 'c1';
    const queue = 'Billing';
    const line = 'SIP/1';
    const events = Object.entries({
      'call-queued': { call, queue },
      'call-offered': { call, queue, line },
      'call-unanswered': { call, queue, line, rangMs: 15_000 },
      'call-answered': { call, queue, line, waitSeconds: 4 },
      'call-held': { call, order: 3 },
      'call-retrieved': { call },
      'call-transferred': { call, how: 'blind', to: 'Orders' },
      'call-ended': { call, queue, line, by: 'transfer', waitSeconds: 1, talkSeconds: 2 },
      'call-left': { call, queue, because: 'abandoned' },
      'call-wrapped': { call, line, code: 'Refund', wrapUpSeconds: 9 },
      'customer-sentiment': { call, score: -0.4 },
      'line-joined': { line, queue, name: 'Zoë Ng', pausedFor: null },
      'line-left': { line, queue },
      'line-paused': { line, reason: '' },
      'line-resumed': { line, queue },
      'line-device': { line, device: 'in-use' },
      'feed-opened': { startedAt: null },
      'feed-lost': { because: 'closed' },
      roster: {
        lines: [
          {
            line,
            name: 'Zoë Ng',
            device: 'idle',
            memberships: [{ queue, pausedFor: 'Lunch', callsTaken: 2, lastCallAt: null }],
          },
        ],
      },
    });
    const outcome = verify(deliver(events.map(([kind, data], index) => cloudEvent(kind, data, { id: String(index) }))));
    expect(outcome.kind === 'accepted' && outcome.messages).toMatchObject(
      events.map(([kind, data]) => ({ kind, ...data })),
    );
  });
});

const queued = (data: object) => verify(deliver(cloudEvent('call-queued', { call: 'c1', queue: 'Billing', ...data })));

describe('a caller’s number', () => {
  test('A caller’s number is hashed, the same however it is written, and never kept', () => {
    const plain = queued({ customerNumber: '+442079460958' });
    const spaced = queued({ customerNumber: '+44 (20) 7946-0958' });
    expect(plain).toEqual(spaced);
    expect(plain).toMatchObject({ messages: [{ customer: expect.stringMatching(/^[0-9a-f]{32}$/) }] });
    expect(JSON.stringify(plain)).not.toMatch(/7946|customerNumber/);
    expect(queued({ customerNumber: '+442079460959' })).not.toEqual(plain);
  });

  test('A number in place of the hash is hashed too', () => {
    expect(JSON.stringify(queued({ customer: '+442079460958' }))).not.toContain('7946');
    expect(queued({ customer: 'a', customerNumber: 'b' })).toMatchObject({ because: 'malformed' });
  });

  test('A number is dropped where no key is set, and is not repeated in a refusal', () => {
    const delivery = deliver(
      cloudEvent('call-queued', { call: 'c1', queue: 'Billing', customerNumber: '+442079460958' }),
    );
    const keyless = verifyDelivery({ ...delivery, source, secrets: [secret], now });
    expect(keyless.kind).toBe('accepted');
    expect(JSON.stringify(keyless)).not.toMatch(/7946|customer/);
    const wrong = queued({ call: 7, customerNumber: '+442079460958', '+442079460958': 1 });
    expect(wrong).toMatchObject({ kind: 'refused', because: 'malformed' });
    expect(JSON.stringify(wrong)).not.toContain('7946');
  });
});

describe('secrets and signatures', () => {
  test('Signatures agree with the example of the Standard Webhooks libraries', () => {
    const bytes = secretBytes('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
    const body = Buffer.from('{"test": 2432232314}');
    expect(signatureOf(bytes, 'msg_p5jXN8AQM9LWM0D4loKWxJek', '1614265330', body)).toBe(
      'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    );
  });

  test('A malformed secret is refused without being repeated', () => {
    for (const bad of [
      '',
      'whsec_',
      'whsec_c2hvcnQ=',
      'hunter2hunter2hunter2hunter2hunter2',
      `whsec_${'!'.repeat(40)}`,
    ]) {
      expect(() => secretBytes(bad)).toThrow('A webhook secret is whsec_ and 24 to 64 bytes in base64.');
    }
  });
});
