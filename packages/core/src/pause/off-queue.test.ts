import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asId, type TimeGrantId, type LineId, type PersonId, type QueueName } from '../ids/index.ts';
import { endOffQueue, type OffQueue, type ObservedLine, offQueueReason, offQueueRequest, type OffQueueRecord, reconcile } from './index.ts';

const hour = 3_600_000;
const queue = asId<QueueName>('sales');
const begun: OffQueueRecord = {
  gift: asId<TimeGrantId>('g1'),
  person: asId<PersonId>('ada'),
  line: asId<LineId>('L1'),
  queue,
  untilAt: hour,
  state: 'wanted',
  askedAt: null,
  seenAt: null,
};

interface Membership {
  readonly feedUp: boolean;
  readonly phonesStartedAt: number | null;
  readonly member: boolean;
  readonly pausedFor: string | null;
}

const seat = (over: Partial<Membership> = {}): Membership => ({ feedUp: true, phonesStartedAt: 1, member: true, pausedFor: null, ...over });
const off = seat({ pausedFor: offQueueReason });

const lineOf = ({ feedUp, phonesStartedAt, member, pausedFor }: Membership): ObservedLine => ({
  feedUp,
  phonesStartedAt,
  talking: false,
  ringing: false,
  ringingSince: null,
  pauses: new Map(member ? [[queue, pausedFor]] : []),
});

/** Reconciles an off-queue grant that is alone on its line. */
const reconcileAlone = (before: OffQueueRecord, now: Membership, at: number): { readonly off: OffQueueRecord; readonly command: 'pause' | 'resume' | null } => {
  const { requests, commands } = reconcile([offQueueRequest(before)], lineOf(now), at);
  const [request] = requests;
  if (request?.kind !== 'off-queue') throw new Error('the request is gone');
  return { off: request.off, command: commands[0]?.kind ?? null };
};

describe('off one queue', () => {
  it('is asked for, seen, and lifted at its end', () => {
    const asked = reconcileAlone(begun, seat(), 10);
    expect(asked.command).toBe('pause');
    expect(reconcileAlone(asked.off, seat(), 11).command).toBe(null);
    const seen = reconcileAlone(asked.off, off, 20).off;
    expect(seen.seenAt).toBe(20);
    const lifting = reconcileAlone(seen, off, hour);
    expect(lifting.command).toBe('resume');
    expect(reconcileAlone(lifting.off, seat(), hour + 1).off.state).toBe('over');
  });

  it('comes back after a restart of the phone system or a new login, and not after somebody lifted it', () => {
    const seen: OffQueueRecord = { ...begun, askedAt: 10, seenAt: 20 };
    expect(reconcileAlone(seen, seat(), 10_000)).toMatchObject({ off: { state: 'over' }, command: null });
    expect(reconcileAlone(seen, seat({ phonesStartedAt: 9000 }), 10_000).command).toBe('pause');
    const out = reconcileAlone(seen, seat({ member: false }), 9000).off;
    expect(reconcileAlone(out, seat(), 10_000).command).toBe('pause');
  });

  it('leaves another’s pause alone', () => {
    expect(reconcileAlone(begun, seat({ pausedFor: 'Coffee' }), 10)).toEqual({ off: begun, command: null });
  });

  it('is over after its end, whatever happened, once the phone system obeys', () => {
    const happening = fc.record({
      what: fc.constantFrom('obeys', 'loses', 'down', 'out', 'restart', 'meddle'),
      ms: fc.integer({ min: 1, max: 30 * 60_000 }),
    });
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 20 }), (happenings) => {
        let now = 10;
        let known = begun;
        let there = seat();
        const turn = (obeys: boolean): void => {
          const { off: next, command } = reconcileAlone(known, there, now);
          if (command === 'pause') expect([there.pausedFor, now < known.untilAt]).toEqual([null, true]);
          if (command === 'resume') expect(there.pausedFor).toBe(offQueueReason);
          known = next;
          if (command !== null && obeys) there = { ...there, pausedFor: command === 'pause' ? offQueueReason : null };
        };
        for (const { what, ms } of happenings) {
          now += ms;
          if (what === 'out') there = { ...there, member: !there.member, pausedFor: null };
          if (what === 'restart') there = { ...there, phonesStartedAt: now, pausedFor: null };
          if (what === 'meddle') there = { ...there, pausedFor: there.pausedFor === null ? 'Coffee' : null };
          there = { ...there, feedUp: what !== 'down' };
          turn(what === 'obeys');
        }
        there = { ...there, feedUp: true };
        now = Math.max(now, hour);
        for (let i = 0; i < 6; i += 1) {
          now += 11_000;
          turn(true);
        }
        expect(known.state).toBe('over');
        expect(there.pausedFor).not.toBe(offQueueReason);
      }),
    );
  });
});

it('A queue less that has ended is not ended again, so that a repeated command writes nothing', () => {
  const ended = endOffQueue<OffQueue>({ untilAt: 1000, state: 'wanted', askedAt: null, seenAt: null }, 500);
  expect(ended.untilAt).toBe(500);
  expect(endOffQueue(ended, 500)).toBe(ended);
  expect(endOffQueue(ended, 900)).toBe(ended);
});
