import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { secretBytes, signatureOf } from './signature.ts';
import { altered, cloudEvent, deliver, held, now, otherSecret, secret, verify } from './testing.ts';

describe('an attacker', () => {
  test('An attacker without the secret is refused', () => {
    expect(verify(deliver(held, { secret: otherSecret }))).toMatchObject({ kind: 'refused', because: 'bad-signature' });
    expect(
      verify(altered(deliver(held), { 'webhook-signature': `v1,${Buffer.alloc(32).toString('base64')}` })),
    ).toMatchObject({
      because: 'bad-signature',
    });
    expect(verify(deliver(held), { secrets: [] })).toMatchObject({ because: 'bad-signature' });
    for (const missing of ['webhook-id', 'webhook-timestamp', 'webhook-signature']) {
      expect(verify(altered(deliver(held), { [missing]: undefined }))).toMatchObject({ because: 'no-signature' });
      expect(verify(altered(deliver(held), { [missing]: ['a', 'b'] }))).toMatchObject({ because: 'no-signature' });
    }
    expect(verify(altered(deliver(held), { 'webhook-signature': 'v1a,abc' }))).toMatchObject({
      because: 'no-signature',
    });
  });

  test('An attacker cannot alter a bit of the body', () => {
    const good = deliver(held);
    fc.assert(
      fc.property(fc.nat(good.rawBody.length - 1), fc.integer({ min: 1, max: 255 }), (index, change) => {
        const rawBody = Buffer.from(good.rawBody);
        rawBody[index] = rawBody[index]! ^ change;
        expect(verify({ ...good, rawBody })).toMatchObject({ because: 'bad-signature' });
      }),
    );
  });

  test('An attacker cannot alter the id or the time', () => {
    const good = deliver(held);
    expect(verify(altered(good, { 'webhook-id': 'msg_2' }))).toMatchObject({ because: 'bad-signature' });
    const later = String(Math.floor(now / 1000) + 1);
    expect(verify(altered(good, { 'webhook-timestamp': later }))).toMatchObject({ because: 'bad-signature' });
  });

  test('An attacker cannot move the dots between id, time and body', () => {
    const timestamp = String(now / 1000);
    const body = JSON.stringify(held);
    const good = deliver(body, { id: `msg.${timestamp}` });
    expect(verify(good).kind).toBe('accepted');
    const split = altered(
      good,
      { 'webhook-id': 'msg', 'webhook-timestamp': timestamp },
      Buffer.from(`${timestamp}.${body}`),
    );
    expect(verify(split)).toMatchObject({ because: 'malformed' });
  });

  test("A replay outside the window is refused, and a sender's clock ahead is named", () => {
    const good = deliver(held);
    expect(verify(good, { now: now + 300_000 }).kind).toBe('accepted');
    expect(verify(good, { now: now + 301_000 })).toMatchObject({ because: 'too-old' });
    expect(verify(good, { now: now - 301_000 })).toMatchObject({ because: 'from-the-future' });
    expect(verify(good, { now: now + 61_000, toleranceSeconds: 60 })).toMatchObject({ because: 'too-old' });
    const signed = signatureOf(secretBytes(secret), 'msg_1', 'soon', good.rawBody);
    const odd = altered(good, { 'webhook-timestamp': 'soon', 'webhook-signature': signed });
    expect(verify(odd)).toMatchObject({ because: 'malformed' });
  });

  test('A huge body is not read', () => {
    expect(verify(deliver(`"${'x'.repeat(1_048_576)}"`))).toMatchObject({ because: 'too-large' });
    expect(verify(deliver(held), { maxBytes: 10 })).toMatchObject({ because: 'too-large' });
  });
});

const isSound = (pair: readonly string[]) => pair.every((part) => part !== '' && !/[\p{Cc}\p{Cs}]/u.test(part));

const named = (eventSource: string, id: string) => {
  const outcome = wrong('call-held', { call: 'c1' }, { source: eventSource, id });
  return outcome.kind === 'accepted' ? outcome.messages[0]?.id : outcome.detail;
};

const wrong = (kind: string, data: object, more: object = {}) => verify(deliver(cloudEvent(kind, data, more)));

describe('a sender who makes mistakes', () => {
  test('A refusal names the unknown type', () => {
    const unknown = wrong('call-exploded', { call: 'c1' });
    expect(unknown).toMatchObject({
      because: 'unknown-type',
      detail: 'no such type: org.onhook.phone.call-exploded.v1',
    });
    for (const kind of ['__proto__', 'constructor', 'toString', '']) {
      expect(wrong(kind, { call: 'c1' })).toMatchObject({ because: 'unknown-type' });
    }
    const reflected = deliver({ ...held, type: 'org.onhook.command.pause.v1' });
    expect(verify(reflected)).toMatchObject({ because: 'unknown-type' });
  });

  test('A bad event of a batch costs only itself, and the answer says which and why', () => {
    const batch = [
      held,
      cloudEvent('call-held', { call: 3 }, { id: 'e3' }),
      { ...held, specversion: '0.3' },
      cloudEvent('nonsense', {}),
      null,
      cloudEvent('call-held', { call: 'c2' }, { id: 'e2' }),
    ];
    const outcome = verify(deliver(batch));
    expect(outcome).toMatchObject({
      kind: 'accepted',
      messages: [{ call: 'c1' }, { call: 'c2' }],
      refused: [
        { index: 1, because: 'malformed', detail: 'data.call should be string' },
        { index: 2, because: 'malformed' },
        { index: 3, because: 'unknown-type' },
        { index: 4, because: 'malformed' },
      ],
    });
  });

  test('A delivery without a readable event is refused, and the refusal names the first', () => {
    expect(verify(deliver([cloudEvent('call-held', { call: 3 }), null]))).toEqual({
      kind: 'refused',
      because: 'malformed',
      detail: 'event 0: data.call should be string',
      index: 0,
    });
    expect(verify(deliver(Array.from({ length: 1001 }, () => held)))).toMatchObject({ kind: 'refused', because: 'malformed' });
  });

  test('Keys that reach the prototype and unknown keys are refused', () => {
    const body = JSON.stringify(held);
    for (const key of ['__proto__', '\\u005f_proto__']) {
      expect(verify(deliver(body.replace('"call":"c1"', `"call":"c1","${key}":{"kind":"x"}`)))).toMatchObject({
        because: 'malformed',
      });
      expect(verify(deliver(body.replace('"id":"e1"', `"id":"e1","${key}":{}`)))).toMatchObject({
        because: 'malformed',
      });
    }
    for (const key of ['constructor', 'prototype', 'agentMood', 'source', 'receivedAt']) {
      expect(wrong('call-held', { call: 'c1', [key]: {} })).toMatchObject({ because: 'malformed' });
    }
    expect(({} as Record<string, unknown>)['kind']).toBeUndefined();
    expect(wrong('call-held', { call: 'c1' }, { Extension_1: 'x' })).toMatchObject({ because: 'malformed' });
    expect(wrong('call-held', { call: 'c1' }, { traceparent: 'x', constructor: 'y' }).kind).toBe('accepted');
  });

  test('Two ids never become one', () => {
    fc.assert(
      fc.property(fc.tuple(fc.string(), fc.string()), fc.tuple(fc.string(), fc.string()), (one, other) => {
        fc.pre(isSound(one) && isSound(other));
        expect(named(one[0], one[1]) === named(other[0], other[1])).toBe(one[0] === other[0] && one[1] === other[1]);
      }),
    );
    const pairs = [
      ['a', 'b","c'],
      ['a","b', 'c'],
      ['a,b', 'c'],
      ['a', 'b,c'],
      ['a ', 'b'],
      ['a', ' b'],
    ] as const;
    expect(new Set(pairs.map(([eventSource, id]) => named(eventSource, id))).size).toBe(pairs.length);
  });

  test('A malformed event is refused', () => {
    expect(wrong('call-held', { call: 'c1', kind: 'call-retrieved' })).toMatchObject({ because: 'malformed' });
    expect(wrong('call-held', { call: 'c\u0000' })).toMatchObject({ because: 'malformed' });
    expect(wrong('call-held', { call: '\ud800' })).toMatchObject({ because: 'malformed' });
    expect(wrong('call-held', { call: 'c1' }, { time: 'yesterday' })).toMatchObject({ because: 'malformed' });
    expect(wrong('call-held', { call: 'c1' }, { time: undefined })).toMatchObject({ because: 'malformed' });
    expect(wrong('call-held', { call: 'c1', at: now + 301_000 })).toMatchObject({ because: 'malformed' });
    expect(wrong('call-held', { call: 'c1' }, { datacontenttype: 'text/xml' })).toMatchObject({ because: 'malformed' });
    expect(wrong('call-held', { call: 'c1' }, { data: undefined, data_base64: 'e30=' })).toMatchObject({
      because: 'malformed',
    });
    expect(wrong('customer-sentiment', { call: 'c1', score: 2 })).toMatchObject({ because: 'malformed' });
    expect(verify(deliver('{'))).toMatchObject({ because: 'malformed' });
    expect(verify(deliver('['.repeat(200_000)))).toMatchObject({ because: 'malformed' });
    expect(verify(deliver({}, { contentType: 'application/cloudevents-batch+json' }))).toMatchObject({
      because: 'malformed',
    });
    expect(verify(deliver(held, { contentType: 'text/plain' }))).toMatchObject({ because: 'malformed' });
    expect(verify(deliver(held, { contentType: 'application/cloudevents+json; charset=latin1' }))).toMatchObject({
      because: 'malformed',
    });
    const latin = Buffer.from([0x22, 0xe9, 0x22]);
    const signed = signatureOf(secretBytes(secret), 'msg_1', String(now / 1000), latin);
    expect(verify(altered(deliver(held), { 'webhook-signature': signed }, latin))).toMatchObject({
      because: 'malformed',
    });
  });

  test('No delivery makes the receiver throw', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom('structured', 'batch', 'data'), (json, where) => {
        const content =
          where === 'data'
            ? JSON.stringify(held).replace('{"call":"c1"}', () => json)
            : where === 'batch'
              ? `[${json}]`
              : json;
        const contentType = where === 'batch' ? 'application/cloudevents-batch+json' : 'application/cloudevents+json';
        expect(verify(deliver(content, { contentType }))).toMatchObject({ kind: 'refused', because: 'malformed' });
      }),
    );
  });
});
