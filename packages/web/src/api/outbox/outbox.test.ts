import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { idle, noon, offered } from '../panel/fixtures.ts';
import { type OutboxRequest, type Outbox, outboxSlice } from './queue.ts';
import { type SenderDeps, type Reply, createSender } from './sender.ts';
import { withWaiting } from './with-waiting.ts';

const reset = (n: number): OutboxRequest => ({ key: 'POST /api/resets', input: { body: { reset: `reset-${n}`, recovery: null } } });
const tap = (as: 'hard' | 'fine' | null): OutboxRequest => ({
  key: 'POST /api/calls/:call/:leg/tap',
  input: { params: { call: 'c1', leg: 1 }, body: { tap: as } },
});

/** A browser with any number of windows, and a server that may be unreachable or lose its replies. */
const browser = () => {
  let outbox: Outbox = outboxSlice.initial;
  let queue = Promise.resolve();
  const received: OutboxRequest[] = [];
  const timers: (() => void)[] = [];
  const refused = vi.fn();
  let id = 0;
  let server: (request: OutboxRequest) => { arrives: boolean; reply: Reply } = () => ({ arrives: true, reply: { kind: 'ok' } });
  const open = (parts: Partial<SenderDeps> = {}) =>
    createSender({
      change: async (change) => (outbox = change(outbox)),
      send: async (request) => {
        const { arrives, reply } = server(request);
        if (arrives) received.push(request);
        return reply;
      },
      exclusively: (work) => (queue = queue.then(work)),
      newId: () => `e${(id += 1)}`,
      after: (_, act) => {
        timers.push(act);
        return () => void timers.splice(timers.indexOf(act), 1);
      },
      refused,
      ...parts,
    });
  return { open, received, timers, refused, waiting: () => outbox.waiting, serve: (respond: typeof server) => (server = respond) };
};

const unreachable = { arrives: false, reply: { kind: 'offline' } } as const;
const replyLost = { arrives: true, reply: { kind: 'offline' } } as const;
const ok = { arrives: true, reply: { kind: 'ok' } } as const;

describe('the outbox', () => {
  it('delivers every request in order and at least once, whatever requests and replies are lost', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(1), { minLength: 1, maxLength: 12 }),
        fc.array(fc.constantFrom(unreachable, replyLost, ok), { maxLength: 40 }),
        async (windows, responses) => {
          const b = browser();
          const senders = [b.open(), b.open()];
          b.serve(() => responses.shift() ?? ok);
          await Promise.all(windows.map((at, i) => senders[at]?.deliver(reset(i))));
          while (b.waiting().length > 0) await senders[0]?.flush();
          const names = b.received.map((request) => (request.key === 'POST /api/resets' ? request.input.body.reset : ''));
          // A repeated request arrives directly after the first, so removing repetitions leaves each once.
          expect(names.filter((name, i) => name !== names[i - 1])).toEqual(windows.map((_, i) => `reset-${i}`));
        },
      ),
    );
  });

  it('resolves with the outcome, and keeps a request that cannot be sent', async () => {
    const b = browser();
    const sender = b.open();
    expect(await sender.deliver(reset(1))).toEqual({ kind: 'ok' });
    b.serve(() => unreachable);
    expect(await sender.deliver(reset(2))).toEqual({ kind: 'later' });
    expect(b.timers).toHaveLength(1);
    b.serve(() => ok);
    b.timers[0]?.();
    await vi.waitFor(() => expect(b.waiting()).toEqual([]), 10_000);
    expect(b.received).toHaveLength(2);
  });

  it.each(['store-unavailable', 'not-signed-in', 'too-many-requests', 'not-the-owner'] as const)('keeps a request that the server refuses as %s', async (error) => {
    const b = browser();
    b.serve(() => ({ arrives: false, reply: { kind: 'refused', error } }));
    expect(await b.open().deliver(reset(1))).toEqual({ kind: 'later' });
    expect(b.waiting()).toHaveLength(1);
  });

  it('drops a request that is refused for good, and reports it once: to the caller that waits, or else to the listener', async () => {
    const b = browser();
    const refusal = { arrives: false, reply: { kind: 'refused', error: 'no-longer-possible' } } as const;
    b.serve(() => refusal);
    expect(await b.open().deliver(tap('hard'))).toEqual({ kind: 'refused', error: 'no-longer-possible' });
    expect(b.refused).not.toHaveBeenCalled();
    b.serve(() => unreachable);
    const sender = b.open();
    await sender.deliver(reset(1));
    await sender.deliver(reset(2));
    b.serve((request) => (request.key === 'POST /api/resets' && request.input.body.reset === 'reset-1' ? refusal : ok));
    await sender.flush();
    expect(b.refused).toHaveBeenCalledTimes(1);
    expect(b.received).toEqual([reset(2)]);
  });

  it('replaces a request on the same subject, unless it was sent and may have arrived', async () => {
    const b = browser();
    const sender = b.open();
    b.serve(() => unreachable);
    await sender.deliver(reset(1));
    await sender.deliver(tap('hard'));
    await sender.deliver(tap(null));
    b.serve(() => ok);
    await sender.flush();
    expect(b.received).toEqual([reset(1), tap(null)]);
    b.serve(() => replyLost);
    await sender.deliver(tap('hard'));
    await sender.deliver(tap(null));
    b.serve(() => ok);
    await sender.flush();
    expect(b.received.slice(-2)).toEqual([tap('hard'), tap(null)]);
  });
});

describe('the panel view with waiting requests', () => {
  const entry = (request: OutboxRequest) => ({ id: 'e', call: request, tried: false });
  const answer = (as: 'accepted' | 'later', offer = 'o1') =>
    entry({ key: 'POST /api/offers/:offer/answer', input: { params: { offer }, body: { answer: as } } });

  it('shows the agent’s own answers and ratings', () => {
    const tappable = { call: 'c1', leg: 1, queue: 'Billing', endedAt: noon, level: 1, tap: null };
    const view = { ...idle, tappable, offer: offered };
    expect(withWaiting(view, [])).toEqual(view);
    expect(withWaiting(view, [entry(tap('hard'))]).tappable?.tap).toBe('hard');
    expect(withWaiting(view, [entry(tap('hard')), entry(tap(null))]).tappable?.tap).toBeNull();
    expect(withWaiting(view, [answer('later')]).offer).toBeNull();
    expect(withWaiting(view, [answer('accepted')]).offer?.state).toBe('accepted');
    expect(withWaiting(view, [answer('later', 'another')])).toEqual(view);
  });
});
