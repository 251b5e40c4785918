import { describe, expect, it } from 'vitest';
import { asId, type CallId, type LineId, type QueueName, type SourceId } from '../ids/index.ts';
import type { CallEvent } from './event.ts';
import { foldCall } from './queue-visits.ts';
import type { CallFact } from './facts.ts';

const source = asId<SourceId>('pbx');
const call = asId<CallId>('pbx-1.1');
const [sales, support] = ['sales', 'support'].map(asId<QueueName>) as [QueueName, QueueName];
const [ada, bo] = ['ada', 'bo'].map(asId<LineId>) as [LineId, LineId];

type EventData = CallEvent extends infer Event ? (Event extends CallEvent ? Omit<Event, 'source' | 'id' | 'call' | 'at' | 'receivedAt'> : never) : never;

/** Facts at times in seconds. */
const facts = (...timed: (readonly [seconds: number, timed: EventData | { readonly kind: 'end-unknown' }])[]): CallFact[] =>
  timed.map(([seconds, fact], i) =>
    fact.kind === 'end-unknown'
      ? { kind: 'end-unknown', at: seconds * 1000 }
      : ({ ...fact, source, id: `${i}`, call, at: seconds * 1000, receivedAt: seconds * 1000 } as CallEvent),
  );
const legsOf = (...timed: Parameters<typeof facts>) => foldCall(facts(...timed)).legs;

const queued = (queue: QueueName) => ({ kind: 'call-queued', queue }) as const;
const offered = (queue: QueueName, line: LineId) => ({ kind: 'call-offered', queue, line }) as const;
const answered = (queue: QueueName, line: LineId) => ({ kind: 'call-answered', queue, line }) as const;
const ended = (queue: QueueName, line: LineId, by: 'agent' | 'caller' | 'transfer' = 'caller') =>
  ({ kind: 'call-ended', queue, line, by }) as const;
const held = { kind: 'call-held' } as const;
const retrieved = { kind: 'call-retrieved' } as const;
const endUnknown = { kind: 'end-unknown' } as const;

describe('folding a call from its facts', () => {
  it('A caller transferred into a second queue has a second visit, even when they join before the first visit ends', () => {
    const visits = legsOf(
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
    expect(visits).toMatchObject([
      { leg: 1, queue: sales, line: ada, outcome: 'transferred', holds: 0, talkSeconds: 56 },
      { leg: 2, queue: support, line: bo, outcome: 'completed-by-caller', holds: 1, heldMs: 10_000, talkSeconds: 60 },
    ]);
  });

  it('The consultation of an attended transfer is no hold, and earlier holds still count', () => {
    const [visit] = legsOf(
      [0, queued(sales)],
      [5, answered(sales, ada)],
      [20, held],
      [25, retrieved],
      [40, held],
      [60, { kind: 'call-transferred', how: 'attended' }],
      [61, ended(sales, ada, 'transfer')],
    );
    expect(visit).toMatchObject({ outcome: 'transferred', consultation: true, holds: 1, heldMs: 5000, longestHoldMs: 5000 });
  });

  it('A transfer behind a Local channel ends the visit as transferred, though the phone system logs the agent as the end', () => {
    const [visit] = legsOf(
      [0, queued(sales)],
      [5, answered(sales, ada)],
      [30, { kind: 'call-transferred', how: 'blind', to: '700' }],
      [600, ended(sales, ada, 'agent')],
    );
    expect(visit).toMatchObject({ outcome: 'transferred', loggedBy: 'agent', talkSeconds: 595, transfer: { at: 30_000 } });
  });

  it('A retrieval without a hold changes nothing', () => {
    const [visit] = legsOf([0, queued(sales)], [5, answered(sales, ada)], [9, retrieved], [20, ended(sales, ada)]);
    expect(visit).toMatchObject({ holds: 0, heldMs: 0 });
  });

  it('Several lines ring at once until one answers', () => {
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

  it('A visit whose start was missed is reconstructed with its known holds and transfer', () => {
    const [visit] = legsOf(
      [100, held],
      [110, retrieved],
      [150, { kind: 'call-transferred', how: 'blind' }],
      [151, { kind: 'call-ended', queue: sales, line: ada, by: 'transfer', waitSeconds: 10, talkSeconds: 91 }],
    );
    expect(visit).toMatchObject({ joinedAt: 50_000, answeredAt: 60_000, endedAt: 151_000, holds: 1, heldMs: 10_000, outcome: 'transferred' });
  });

  it('A visit whose first fact is its answer or its abandonment is reconstructed', () => {
    expect(legsOf([50, { ...answered(sales, ada), waitSeconds: 20 }])).toMatchObject([{ joinedAt: 30_000, outcome: 'talking', waitSeconds: 20 }]);
    expect(legsOf([50, { kind: 'call-left', queue: sales, because: 'timed-out', waitSeconds: 20 }])).toMatchObject([
      { joinedAt: 30_000, outcome: 'timed-out', answeredAt: null },
    ]);
  });

  it('An answer is never earlier than the join, even when rounded seconds say so', () => {
    const [visit] = legsOf([10, queued(sales)], [40, { kind: 'call-ended', queue: sales, line: ada, by: 'agent', talkSeconds: 31 }]);
    expect(visit).toMatchObject({ answeredAt: 10_000, waitSeconds: 0 });
  });

  it('A lost call is closed, and a later fact reopens the same visit', () => {
    const talk = [
      [0, queued(sales)],
      [5, answered(sales, ada)],
      [60, endUnknown],
    ] as const;
    expect(legsOf(...talk)).toMatchObject([{ outcome: 'lost', endedAt: 60_000 }]);
    expect(legsOf(...talk, [70, held])).toMatchObject([{ outcome: 'talking', endedAt: null, holds: 1 }]);
    expect(legsOf(...talk, [90, ended(sales, ada)])).toMatchObject([{ outcome: 'completed-by-caller', endedAt: 90_000, talkSeconds: 85 }]);
    const wait = [
      [0, queued(sales)],
      [60, endUnknown],
    ] as const;
    expect(legsOf(...wait, [65, answered(sales, ada)])).toMatchObject([{ outcome: 'talking', endedAt: null, waitSeconds: 65 }]);
    expect(legsOf(...wait, [65, offered(sales, ada)])).toMatchObject([{ outcome: 'waiting', endedAt: null }]);
  });
});
