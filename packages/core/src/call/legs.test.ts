import { describe, expect, it } from 'vitest';
import { asId, type CallId, type LineId, type QueueName, type SourceId } from '../ids/index.ts';
import type { CallEvent } from './event.ts';
import { readLegs } from './legs.ts';
import type { Mark } from './marks.ts';

const source = asId<SourceId>('pbx');
const call = asId<CallId>('pbx-1.1');
const [sales, support] = ['sales', 'support'].map(asId<QueueName>) as [QueueName, QueueName];
const [ada, bo] = ['ada', 'bo'].map(asId<LineId>) as [LineId, LineId];

type Told = CallEvent extends infer Event ? (Event extends CallEvent ? Omit<Event, 'source' | 'id' | 'call' | 'at' | 'receivedAt'> : never) : never;

/** Marks at so many seconds. */
const marks = (...told: (readonly [seconds: number, told: Told | { readonly kind: 'call-lost' }])[]): Mark[] =>
  told.map(([seconds, mark], i) =>
    mark.kind === 'call-lost'
      ? { kind: 'call-lost', at: seconds * 1000 }
      : ({ ...mark, source, id: `${i}`, call, at: seconds * 1000, receivedAt: seconds * 1000 } as CallEvent),
  );
const legsOf = (...told: Parameters<typeof marks>) => readLegs(marks(...told)).legs;

const queued = (queue: QueueName) => ({ kind: 'call-queued', queue }) as const;
const offered = (queue: QueueName, line: LineId) => ({ kind: 'call-offered', queue, line }) as const;
const answered = (queue: QueueName, line: LineId) => ({ kind: 'call-answered', queue, line }) as const;
const ended = (queue: QueueName, line: LineId, by: 'agent' | 'caller' | 'transfer' = 'caller') =>
  ({ kind: 'call-ended', queue, line, by }) as const;
const held = { kind: 'call-held' } as const;
const retrieved = { kind: 'call-retrieved' } as const;
const lost = { kind: 'call-lost' } as const;

describe('what a phone system says of a call', () => {
  it('gives a caller transferred into a second queue a second leg, even when it joins before the first has ended', () => {
    const legs = legsOf(
      [0, queued(sales)],
      [5, answered(sales, ada)],
      [60, { kind: 'call-transferred', how: 'blind', to: 'support' }],
      [60, queued(support)],
      [61, ended(sales, ada, 'transfer')],
      [70, answered(support, bo)],
      [90, held],
      [100, retrieved],
      [130, ended(support, bo)],
    );
    expect(legs).toMatchObject([
      { leg: 1, queue: sales, line: ada, outcome: 'transferred', holds: 0, talkSeconds: 56 },
      { leg: 2, queue: support, line: bo, outcome: 'completed-by-caller', holds: 1, heldMs: 10_000, talkSeconds: 60 },
    ]);
  });

  it('counts no hold for the consultation of an attended transfer, and keeps the holds before it', () => {
    const [leg] = legsOf(
      [0, queued(sales)],
      [5, answered(sales, ada)],
      [20, held],
      [25, retrieved],
      [40, held],
      [60, { kind: 'call-transferred', how: 'attended' }],
      [61, ended(sales, ada, 'transfer')],
    );
    expect(leg).toMatchObject({ outcome: 'transferred', consultation: true, holds: 1, heldMs: 5000, longestHoldMs: 5000 });
  });

  it('reads a transfer behind a Local channel as one, though the phone system logs the end as the agent’s', () => {
    const [leg] = legsOf(
      [0, queued(sales)],
      [5, answered(sales, ada)],
      [30, { kind: 'call-transferred', how: 'blind', to: '700' }],
      [600, ended(sales, ada, 'agent')],
    );
    expect(leg).toMatchObject({ outcome: 'transferred', loggedBy: 'agent', talkSeconds: 595, transfer: { at: 30_000 } });
  });

  it('takes no retrieval without a hold for one', () => {
    const [leg] = legsOf([0, queued(sales)], [5, answered(sales, ada)], [9, retrieved], [20, ended(sales, ada)]);
    expect(leg).toMatchObject({ holds: 0, heldMs: 0 });
  });

  it('rings several lines at once, until one answers', () => {
    const ringing = [
      [0, queued(sales)],
      [1, offered(sales, ada)],
      [1, offered(sales, bo)],
    ] as const;
    expect(legsOf(...ringing)[0]!.ringing.map(({ line }) => line)).toEqual([ada, bo]);
    expect(legsOf(...ringing, [9, { kind: 'call-unanswered', queue: sales, line: bo }])[0]).toMatchObject({
      ringing: [{ line: ada, since: 1000 }],
      unanswered: [bo],
    });
    expect(legsOf(...ringing, [9, answered(sales, bo)])[0]).toMatchObject({ ringing: [], line: bo, outcome: 'talking' });
  });

  it('makes up a leg whose beginning was missed, with the holds and the transfer that were heard', () => {
    const [leg] = legsOf(
      [100, held],
      [110, retrieved],
      [150, { kind: 'call-transferred', how: 'blind' }],
      [151, { kind: 'call-ended', queue: sales, line: ada, by: 'transfer', waitSeconds: 10, talkSeconds: 91 }],
    );
    expect(leg).toMatchObject({ joinedAt: 50_000, answeredAt: 60_000, endedAt: 151_000, holds: 1, heldMs: 10_000, outcome: 'transferred' });
  });

  it('makes up a leg first heard of when it was answered, or left', () => {
    expect(legsOf([50, { ...answered(sales, ada), waitSeconds: 20 }])).toMatchObject([{ joinedAt: 30_000, outcome: 'talking', waitSeconds: 20 }]);
    expect(legsOf([50, { kind: 'call-left', queue: sales, because: 'timed-out', waitSeconds: 20 }])).toMatchObject([
      { joinedAt: 30_000, outcome: 'timed-out', answeredAt: null },
    ]);
  });

  it('never answers before it was asked, when whole seconds say so', () => {
    const [leg] = legsOf([10, queued(sales)], [40, { kind: 'call-ended', queue: sales, line: ada, by: 'agent', talkSeconds: 31 }]);
    expect(leg).toMatchObject({ answeredAt: 10_000, waitSeconds: 0 });
  });

  it('closes a lost call, and takes it back as the same leg when it is heard of again', () => {
    const talk = [
      [0, queued(sales)],
      [5, answered(sales, ada)],
      [60, lost],
    ] as const;
    expect(legsOf(...talk)).toMatchObject([{ outcome: 'lost', endedAt: 60_000 }]);
    expect(legsOf(...talk, [70, held])).toMatchObject([{ outcome: 'talking', endedAt: null, holds: 1 }]);
    expect(legsOf(...talk, [90, ended(sales, ada)])).toMatchObject([{ outcome: 'completed-by-caller', endedAt: 90_000, talkSeconds: 85 }]);
    const wait = [
      [0, queued(sales)],
      [60, lost],
    ] as const;
    expect(legsOf(...wait, [65, answered(sales, ada)])).toMatchObject([{ outcome: 'talking', endedAt: null, waitSeconds: 65 }]);
    expect(legsOf(...wait, [65, offered(sales, ada)])).toMatchObject([{ outcome: 'waiting', endedAt: null }]);
  });
});
