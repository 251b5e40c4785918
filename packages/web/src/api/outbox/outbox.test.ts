import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { idle, noon, offered } from '../panel/fixtures.ts';
import { type OutboxRequest, type Outbox, outboxSlice } from './queue.ts';
import { type SenderParts, type Reply, createSender } from './sender.ts';
import { withWaiting } from './with-waiting.ts';

const reset = (n: number): OutboxRequest => ({ key: 'POST /api/resets', input: { body: { reset: `reset-${n}`, recovery: null } } });
const tap = (as: 'hard' | 'fine' | null): OutboxRequest => ({
  key: 'POST /api/calls/:call/:leg/tap',
  input: { params: { call: 'c1', leg: 1 }, body: { tap: as } },
});

/** A browser with any number of windows, and a server that may be unreachable or lose its answers. */
const browser = () => {
  let outbox: Outbox = outboxSlice.initial;
  let queue = Promise.resolve();
  const taken: OutboxRequest[] = [];
  const timers: (() => void)[] = [];
  const refused = vi.fn();
  let id = 0;
  let server: (request: OutboxRequest) => { take: boolean; reply: Reply } = () => ({ take: true, reply: { kind: 'ok' } });
  const open = (parts: Partial<SenderParts> = {}) =>
    createSender({
      change: async (change) => (outbox = change(outbox)),
      send: async (request) => {
        const { take, reply } = server(request);
        if (take) taken.push(request);
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
  return { open, taken, timers, refused, waiting: () => outbox.waiting, serve: (how: typeof server) => (server = how) };
};

const away = { take: false, reply: { kind: 'offline' } } as const;
const lost = { take: true, reply: { kind: 'offline' } } as const;
const fine = { take: true, reply: { kind: 'ok' } } as const;

describe('the outbox', () => {
  it('brings everything in order and, counted by its name, once, whatever is lost on the way', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(1), { minLength: 1, maxLength: 12 }),
        fc.array(fc.constantFrom(away, lost, fine), { maxLength: 40 }),
        async (windows, ways) => {
          const b = browser();
          const senders = [b.open(), b.open()];
          b.serve(() => ways.shift() ?? fine);
          await Promise.all(windows.map((at, i) => senders[at]?.deliver(reset(i))));
          while (b.waiting().length > 0) await senders[0]?.flush();
          const names = b.taken.map((request) => (request.key === 'POST /api/resets' ? request.input.body.reset : ''));
          // A call that arrived twice arrived twice in a row, with no other call in between.
          expect(names.filter((name, i) => name !== names[i - 1])).toEqual(windows.map((_, i) => `reset-${i}`));
        },
      ),
    );
  });

  it('says what came of it, and waits with what cannot be sent', async () => {
    const b = browser();
    const sender = b.open();
    expect(await sender.deliver(reset(1))).toEqual({ kind: 'ok' });
    b.serve(() => away);
    expect(await sender.deliver(reset(2))).toEqual({ kind: 'later' });
    expect(b.timers).toHaveLength(1);
    b.serve(() => fine);
    b.timers[0]?.();
    await vi.waitFor(() => expect(b.waiting()).toEqual([]), 10_000);
    expect(b.taken).toHaveLength(2);
  });

  it.each(['store-unavailable', 'not-signed-in', 'too-many-requests', 'not-the-owner'] as const)('waits when the server says %s', async (error) => {
    const b = browser();
    b.serve(() => ({ take: false, reply: { kind: 'refused', error } }));
    expect(await b.open().deliver(reset(1))).toEqual({ kind: 'later' });
    expect(b.waiting()).toHaveLength(1);
  });

  it('lets go of what will never be taken, and tells it once: who waits for it, or whoever is there', async () => {
    const b = browser();
    const no = { take: false, reply: { kind: 'refused', error: 'no-longer-possible' } } as const;
    b.serve(() => no);
    expect(await b.open().deliver(tap('hard'))).toEqual({ kind: 'refused', error: 'no-longer-possible' });
    expect(b.refused).not.toHaveBeenCalled();
    b.serve(() => away);
    const sender = b.open();
    await sender.deliver(reset(1));
    await sender.deliver(reset(2));
    b.serve((request) => (request.key === 'POST /api/resets' && request.input.body.reset === 'reset-1' ? no : fine));
    await sender.flush();
    expect(b.refused).toHaveBeenCalledTimes(1);
    expect(b.taken).toEqual([reset(2)]);
  });

  it('sends only the last word on what was never sent, and both where the first may have arrived', async () => {
    const b = browser();
    const sender = b.open();
    b.serve(() => away);
    await sender.deliver(reset(1));
    await sender.deliver(tap('hard'));
    await sender.deliver(tap(null));
    b.serve(() => fine);
    await sender.flush();
    expect(b.taken).toEqual([reset(1), tap(null)]);
    b.serve(() => lost);
    await sender.deliver(tap('hard'));
    await sender.deliver(tap(null));
    b.serve(() => fine);
    await sender.flush();
    expect(b.taken.slice(-2)).toEqual([tap('hard'), tap(null)]);
  });
});

describe('what is shown meanwhile', () => {
  const entry = (request: OutboxRequest) => ({ id: 'e', call: request, tried: false });
  const answer = (as: 'accepted' | 'later', offer = 'o1') =>
    entry({ key: 'POST /api/offers/:offer/answer', input: { params: { offer }, body: { answer: as } } });

  it('is what the agent has done', () => {
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
