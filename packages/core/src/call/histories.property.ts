import * as fc from 'fast-check';
import { asId, type CallId, type CustomerKey, type LineId, type QueueName, type SourceId } from '../ids/index.ts';
import type { CallEvent, EndedBy, LeftReason, LineEvent, PhoneEvent, TransferHow } from './event.ts';
import type { QueueVisitOutcome } from './queue-visits.ts';
import type { Tracker } from './state.ts';

export const source = asId<SourceId>('pbx');
export const startAt = 1_800_000_000_000;
export const queues = ['billing', 'sales', 'support'].map(asId<QueueName>);
export const lines = ['L1', 'L2', 'L3'].map(asId<LineId>);
const customers = ['c1', 'c2'].map(asId<CustomerKey>);

interface LegScript {
  readonly queue: QueueName;
  readonly unanswered: readonly LineId[];
  /** Null: the caller left the queue unanswered. */
  readonly line: LineId | null;
  readonly because: LeftReason;
  readonly holds: number;
  readonly transfer: TransferHow | null;
  /** An attended transfer begins with a hold that is no hold. */
  readonly consulted: boolean;
  readonly by: EndedBy;
  readonly code: string | null;
}

export interface CallScript {
  readonly call: CallId;
  readonly customer: CustomerKey | null;
  readonly legs: readonly LegScript[];
}

const legScript = fc.record<LegScript>({
  queue: fc.constantFrom(...queues),
  unanswered: fc.array(fc.constantFrom(...lines), { maxLength: 2 }),
  line: fc.option(fc.constantFrom(...lines), { freq: 6 }),
  because: fc.constantFrom('abandoned', 'timed-out', 'withdrawn', 'unknown'),
  holds: fc.nat(2),
  transfer: fc.option(fc.constantFrom<TransferHow>('blind', 'attended')),
  consulted: fc.boolean(),
  by: fc.constantFrom('agent', 'caller', 'transfer', 'unknown'),
  code: fc.option(fc.constantFrom('complaint', 'other')),
});

const outcomes: Record<LeftReason | EndedBy, QueueVisitOutcome> = {
  abandoned: 'abandoned',
  'timed-out': 'timed-out',
  withdrawn: 'withdrawn',
  unknown: 'left',
  agent: 'completed-by-agent',
  caller: 'completed-by-caller',
  transfer: 'transferred',
};

/** The fold that a visit of the script must lead to. */
export const expectedOf = (leg: LegScript) => ({
  queue: leg.queue,
  line: leg.line,
  unanswered: leg.unanswered,
  holds: leg.line === null ? 0 : leg.holds,
  outcome:
    leg.line === null
      ? outcomes[leg.because]
      : leg.transfer
        ? 'transferred'
        : leg.by === 'unknown'
          ? 'completed'
          : outcomes[leg.by],
  consultation: leg.line !== null && leg.transfer === 'attended' && leg.consulted,
  wrapUpCode: leg.line === null ? null : leg.code,
});

type EventData<Event> = Event extends CallEvent | LineEvent ? Omit<Event, 'source' | 'id' | 'receivedAt' | 'order' | 'call' | 'at'> : never;

/** Time between two events. Often zero, because many events of a real feed carry the same second. */
const steps = fc.array(fc.constantFrom(0, 0, 1, 1000, 1000, 7000, 61_000), { minLength: 1, maxLength: 40 });

const eventsOfCall = (script: CallScript, beginsAt: number, later: () => number): CallEvent[] => {
  const events: CallEvent[] = [];
  let at = beginsAt;
  const add = (event: EventData<CallEvent>): void => {
    events.push({ ...event, source, id: `${script.call}-${events.length}`, call: script.call, at, receivedAt: at } as CallEvent);
    at += later();
  };
  for (const leg of script.legs) {
    const { queue, line } = leg;
    const joinedAt = at;
    add({ kind: 'call-queued', queue, ...(script.customer && { customer: script.customer }) });
    for (const other of leg.unanswered) {
      add({ kind: 'call-offered', queue, line: other });
      add({ kind: 'call-unanswered', queue, line: other, rangMs: 10 });
    }
    if (line === null) {
      add({ kind: 'call-left', queue, because: leg.because });
      continue;
    }
    add({ kind: 'call-offered', queue, line });
    const answeredAt = at;
    add({ kind: 'call-answered', queue, line, waitSeconds: Math.floor((at - joinedAt) / 1000) });
    for (let i = 0; i < leg.holds; i += 1) {
      add({ kind: 'call-held' });
      add({ kind: 'call-retrieved' });
    }
    if (leg.transfer === 'attended' && leg.consulted) add({ kind: 'call-held' });
    if (leg.transfer === 'blind') add({ kind: 'call-retrieved' });
    if (leg.transfer) add({ kind: 'call-transferred', how: leg.transfer });
    add({ kind: 'call-ended', queue, line, by: leg.by, talkSeconds: Math.floor((at - answeredAt) / 1000) });
    if (leg.code !== null) add({ kind: 'call-wrapped', line, code: leg.code });
  }
  return events;
};

const lineEvent = fc.oneof(
  fc.record({ kind: fc.constant('line-joined' as const), queue: fc.constantFrom(...queues), name: fc.constantFrom('Ada', 'Bo'), pausedFor: fc.constantFrom(null, '', 'Coffee') }),
  fc.record({ kind: fc.constant('line-left' as const), queue: fc.constantFrom(...queues) }),
  fc.record({ kind: fc.constant('line-paused' as const), queue: fc.constantFrom(...queues), reason: fc.constantFrom('Coffee', 'Recovery') }),
  fc.record({ kind: fc.constant('line-paused' as const), reason: fc.constantFrom('Coffee', 'Recovery') }),
  fc.record({ kind: fc.constant('line-resumed' as const), queue: fc.constantFrom(...queues) }),
  fc.record({ kind: fc.constant('line-resumed' as const) }),
  fc.record({ kind: fc.constant('line-device' as const), device: fc.constantFrom('idle' as const, 'ringing' as const, 'in-use' as const) }),
);

export interface History {
  readonly scripts: readonly CallScript[];
  readonly events: readonly PhoneEvent[];
  /** True when events of the same time carry an order. */
  readonly ordered: boolean;
}

/** Events that a phone system can send about several calls, lines and queues, in the order in which they happen. */
export const history: fc.Arbitrary<History> = fc
  .record({
    calls: fc.array(
      fc.record({
        customer: fc.option(fc.constantFrom(...customers), { freq: 3 }),
        legs: fc.array(legScript, { minLength: 1, maxLength: 3 }),
        beginsAfterMs: fc.constantFrom(0, 0, 1000, 29 * 60_000, 25 * 3_600_000),
      }),
      { maxLength: 4 },
    ),
    lineEvents: fc.array(fc.record({ line: fc.constantFrom(...lines), event: lineEvent }), { maxLength: 12 }),
    steps,
    ordered: fc.boolean(),
  })
  .map(({ calls, lineEvents, steps: between, ordered }) => {
    let step = 0;
    const later = (): number => between[step++ % between.length]!;
    const scripts = calls.map((c, i) => ({ call: asId<CallId>(`call-${i}`), customer: c.customer, legs: c.legs }));
    const events: PhoneEvent[] = scripts.flatMap((script, i) => eventsOfCall(script, startAt + calls[i]!.beginsAfterMs, later));
    let at = startAt;
    for (const [i, { line, event }] of lineEvents.entries()) {
      events.push({ ...event, source, id: `line-${i}`, line, at, receivedAt: at } as LineEvent);
      at += later();
    }
    if (!ordered) return { scripts, events, ordered };
    return { scripts, events: events.map((event, order) => ({ ...event, order })), ordered };
  });

/** A shuffled copy of the events with some of them duplicated. */
export const shuffledWithDuplicates = (events: readonly PhoneEvent[]): fc.Arbitrary<PhoneEvent[]> =>
  fc
    .tuple(fc.shuffledSubarray([...events], { minLength: events.length }), fc.subarray([...events]))
    .chain(([all, twice]) => fc.shuffledSubarray([...all, ...twice], { minLength: all.length + twice.length }));

const sorted = <K extends string | number, V>(map: ReadonlyMap<K, V>): [K, V][] =>
  [...map].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));

/** False for a line that only rang: whether it is tracked depends on the order of arrival. */
const isKnown = (line: { lastEndedAt: number | null; memberships: unknown[]; talking: unknown[]; ringing: unknown[]; device: string }): boolean =>
  line.lastEndedAt !== null || line.device !== 'unknown' || line.memberships.length + line.talking.length + line.ringing.length > 0;

/** The part of a tracker that must not depend on order and number of arrivals. */
export const pictureOf = (tracker: Tracker) => ({
  calls: sorted(tracker.calls).map(([call, track]) => ({ call, ...track.call, repeats: track.repeats })),
  queues: sorted(tracker.queues).map(([queue, track]) => ({
    queue,
    waiting: sorted(track.waiting),
    halfHours: sorted(track.halfHours).filter(([, half]) => Object.values(half).some((count) => count !== 0)),
  })),
  lines: sorted(tracker.lines).map(([line, track]) => ({
    line,
    name: track.name,
    device: track.device,
    memberships: sorted(track.memberships)
      .filter(([, membership]) => membership.member)
      .map(([queue, membership]) => [queue, membership.pausedFor]),
    talking: sorted(track.talking),
    ringing: sorted(track.ringing),
    lastEndedAt: track.lastEndedAt,
    lastQueue: track.lastQueue,
  })).filter(isKnown),
});
