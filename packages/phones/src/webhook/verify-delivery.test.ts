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
      refused: [],
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

describe('what senders really write', () => {
  const ended = (data: object, more: object = {}) =>
    verify(deliver(cloudEvent('call-ended', { call: 'c1', queue: 'Billing', line: 'SIP/1', by: 'caller', ...data }, more)));
  const eventAt = (time: unknown) => {
    const outcome = ended({ at: time });
    return outcome.kind === 'accepted' ? outcome.messages[0]?.at : outcome.detail;
  };

  test('A time may be RFC 3339 in full, or epoch milliseconds or seconds, as a number or a text', () => {
    const at = Date.UTC(2026, 2, 3, 9, 29, 30);
    for (const time of [
      at,
      String(at),
      at / 1000,
      String(at / 1000),
      '2026-03-03T09:29:30Z',
      '2026-03-03t09:29:30z',
      '2026-03-03 09:29:30Z',
      '2026-03-03T09:29:30.000000000Z',
      '2026-03-03T10:29:30+01:00',
      '2026-03-03T00:59:30-08:30',
    ]) {
      expect([time, eventAt(time)]).toEqual([time, at]);
    }
    expect(eventAt('2026-03-03T09:28:60Z')).toBe(Date.UTC(2026, 2, 3, 9, 28, 59));
    expect(eventAt(at / 1000 + 0.25)).toBe(at + 250);
    expect(ended({}, { time: '2026-03-03t09:29:30.5+00:00' })).toMatchObject({ messages: [{ at: at + 500 }] });
  });

  test('A time that can’t be right is refused in words', () => {
    for (const time of [0, 1, 86_400, -5, '2026-03-03', '03/03/2026', 'now', '2026-02-31T99:00:00Z', 1.7e18, '', {}]) {
      expect([time, ended({ at: time }).kind]).toEqual([time, time === '' ? 'accepted' : 'refused']);
    }
    expect(eventAt(86_400)).toBe('data.at should be an RFC 3339 time with an offset, or epoch milliseconds or seconds, after 1999');
  });

  test('A number may be a text, and seconds may have decimals', () => {
    expect(ended({ talkSeconds: '1210', waitSeconds: 4.6 })).toMatchObject({ messages: [{ talkSeconds: 1210, waitSeconds: 5 }] });
    expect(ended({ talkSeconds: 'long' }).kind).toBe('refused');
    expect(ended({ talkSeconds: '-1' }).kind).toBe('refused');
  });

  test('An optional field that is null or empty counts as absent', () => {
    const outcome = ended({ talkSeconds: null, waitSeconds: '', at: null }, { subject: null, traceparent: null });
    expect(outcome).toMatchObject({ kind: 'accepted' });
    expect(outcome.kind === 'accepted' && Object.keys(outcome.messages[0] ?? {})).not.toContain('talkSeconds');
    const withheld = verify(deliver(cloudEvent('call-queued', { call: 'c1', queue: 'Billing', customerNumber: '' })));
    expect(withheld.kind === 'accepted' && withheld.messages[0]).not.toHaveProperty('customer');
    expect(ended({ line: '' }).kind).toBe('refused');
    const emptyQueue = verify(deliver(cloudEvent('line-paused', { line: 'SIP/1', queue: '', reason: 'Lunch' })));
    expect(emptyQueue.kind).toBe('refused');
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
