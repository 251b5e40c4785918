import type { FeedEvent, PhoneEvent } from '@onhook/core/call';
import { asId, type CallId, type SourceId } from '@onhook/core/ids';
import type { Notice } from '../port.ts';
import { createClockOffset, type ClockOffset } from './clock-offset.ts';
import { customerKey } from '../customer.ts';
import { createLineHandlers, type Handler } from './decode-lines.ts';
import type { Frame } from './frames.ts';
import { createMembers, lineOf, queueOf, readPicture } from './members.ts';
import { createNaming } from './naming.ts';
import { createQueueExits } from './queue-exits.ts';
import { createStamps } from './stamps.ts';
import { COMPLETE_GRACE_MS, createVisits, LEAVING_GRACE_MS, type Visit } from './visits.ts';

export interface DecoderConfig {
  readonly source: SourceId;
  /** Keys the hash that stands for a caller's number, and those that name events. */
  readonly customerKey: string | Uint8Array;
}

/**
 * Turns frames into events. What a frame leaves out (AgentComplete may name no channel, a Hold names the phone behind
 * a Local channel) comes from what was heard before; nothing is remembered of a call once it is over.
 */
export interface Decoder {
  readonly clockOffset: ClockOffset;
  /** A new connection: events may have been missed since the one before. */
  connected(receivedAt: number): void;
  event(frame: Frame, receivedAt: number): PhoneEvent[];
  roster(items: readonly Frame[], receivedAt: number): FeedEvent & { readonly kind: 'roster' };
  lost(because: 'shutdown' | 'closed' | 'error', receivedAt: number): PhoneEvent[];
  /** When `tick` would next have something to say; null for never. */
  dueAt(): number | null;
  tick(now: number): PhoneEvent[];
  /** Says at once what waited for a sign that will not come: the end of a recording. */
  finish(): PhoneEvent[];
}

/** Restarts are told apart from the rounding of Uptime. */
const RESTART_MS = 2000;
/** Nobody talks for a day: the end of such a call was missed. */
const LONGEST_VISIT_MS = 24 * 3_600_000;

const secondsOf = (text: string | undefined): number | null =>
  text !== undefined && /^\d+$/.test(text) ? Number(text) : null;
const standing = (frame: Frame): string => `${frame.get('Context')},${frame.get('Exten')},${frame.get('Priority')}`;

/** When a visit is settled without a further sign. */
const settlesAt = (visit: Visit): number => {
  if (visit.leaving) return visit.leaving.receivedAt + LEAVING_GRACE_MS;
  return visit.hungUpAt === null ? visit.startedAt + LONGEST_VISIT_MS : visit.hungUpAt + COMPLETE_GRACE_MS;
};

export const createDecoder = (config: DecoderConfig, notice: (notice: Notice) => void): Decoder => {
  const clockOffset = createClockOffset(notice);
  const visits = createVisits();
  const members = createMembers();
  const exits = createQueueExits();
  /** Channels heard of since they were made, with how many queues their caller has been in. */
  const born = new Map<string, number>();
  const naming = createNaming(config.customerKey);
  const stamps = createStamps(config.source, naming, clockOffset);
  let startedAt: number | null = null;

  const openVisit = (frame: Frame, receivedAt: number): Visit => {
    const uniqueid = frame.get('Uniqueid') ?? '';
    const before = born.get(uniqueid);
    if (before !== undefined) born.set(uniqueid, before + 1);
    const visit: Visit = {
      uniqueid,
      linkedid: frame.get('Linkedid') ?? uniqueid,
      number: (before ?? 0) + 1,
      queue: queueOf(frame),
      startedAt: receivedAt,
      whole: before !== undefined,
      told: 0,
      ringing: new Set(),
      lastUnanswered: null,
      line: null,
      answeredAt: receivedAt,
      waitSeconds: null,
      agentUniqueid: null,
      heldBy: null,
      transferred: false,
      leaving: null,
      hungUpAt: null,
    };
    visits.open(visit);
    return visit;
  };
  /** The visit a queue's event is about; one whose beginning was missed is made up. */
  const waitingVisit = (frame: Frame, receivedAt: number): Visit | null => {
    const uniqueid = frame.get('Uniqueid');
    if (uniqueid === undefined) return null;
    const visit = visits.waiting(uniqueid, queueOf(frame)) ?? openVisit(frame, receivedAt);
    visit.linkedid = frame.get('Linkedid') ?? visit.linkedid;
    return visit;
  };

  const settleLeaving = (visit: Visit, wentOn: boolean): PhoneEvent[] => {
    const { leaving } = visit;
    if (!leaving) return [];
    visits.close(visit);
    return [
      {
        source: config.source,
        id: leaving.id,
        at: leaving.at,
        receivedAt: leaving.receivedAt,
        order: leaving.order,
        call: asId<CallId>(visit.uniqueid),
        kind: 'call-left',
        queue: visit.queue,
        because: wentOn ? exits.judge(visit.queue, leaving) : 'abandoned',
        ...(leaving.waitSeconds === null ? {} : { waitSeconds: leaving.waitSeconds }),
      },
    ];
  };
  /** A call nobody closed although its caller is gone. */
  const settleUnclosed = (visit: Visit): PhoneEvent[] => {
    if (visit.hungUpAt === null) return [];
    visits.close(visit);
    const stamp = {
      source: config.source,
      id: naming.ofUnclosed(visit),
      at: visit.hungUpAt,
      receivedAt: visit.hungUpAt,
      order: stamps.nextOrder(),
      call: asId<CallId>(visit.uniqueid),
    };
    if (visit.line === null) return [{ ...stamp, kind: 'call-left', queue: visit.queue, because: 'unknown' }];
    return [{ ...stamp, kind: 'call-ended', queue: visit.queue, line: visit.line, by: 'unknown' }];
  };
  const settle = (visit: Visit): PhoneEvent[] => (visit.leaving ? settleLeaving(visit, true) : settleUnclosed(visit));
  const transferred = (visit: Visit, frame: Frame, receivedAt: number, how: 'blind' | 'attended'): PhoneEvent[] => {
    visit.transferred = true;
    const to = how === 'blind' ? frame.get('Extension') : undefined;
    return [stamps.ofVisit(visit, frame, receivedAt, { kind: 'call-transferred', how, ...(to ? { to } : {}) })];
  };

  const handlers: Record<string, Handler> = {
    Newchannel(frame) {
      born.set(frame.get('Uniqueid') ?? '', 0);
      return [];
    },

    QueueCallerJoin(frame, receivedAt) {
      const earlier = visits.of(frame.get('Uniqueid')).flatMap((visit) => settleLeaving(visit, true));
      const visit = openVisit(frame, receivedAt);
      const customer = customerKey(config.customerKey, frame.get('CallerIDNum'));
      const told = {
        kind: 'call-queued' as const,
        queue: visit.queue,
        ...(customer === undefined ? {} : { customer }),
      };
      return [...earlier, stamps.ofVisit(visit, frame, receivedAt, told)];
    },

    AgentCalled(frame, receivedAt) {
      const visit = waitingVisit(frame, receivedAt);
      if (!visit) return [];
      const line = lineOf(frame);
      visit.ringing.add(line);
      return [stamps.ofVisit(visit, frame, receivedAt, { kind: 'call-offered', queue: visit.queue, line })];
    },

    AgentRingNoAnswer(frame, receivedAt) {
      const visit = waitingVisit(frame, receivedAt);
      if (!visit) return [];
      const line = lineOf(frame);
      const rangMs = secondsOf(frame.get('RingTime'));
      visit.ringing.delete(line);
      if (rangMs !== null) {
        exits.rang(visit.queue, rangMs);
        visit.lastUnanswered = { receivedAt, rangMs };
      }
      const told = {
        kind: 'call-unanswered' as const,
        queue: visit.queue,
        line,
        ...(rangMs === null ? {} : { rangMs }),
      };
      return [stamps.ofVisit(visit, frame, receivedAt, told)];
    },

    AgentConnect(frame, receivedAt) {
      const visit = waitingVisit(frame, receivedAt);
      if (!visit) return [];
      const line = lineOf(frame);
      const waitSeconds = secondsOf(frame.get('HoldTime'));
      visit.ringing.clear();
      visit.line = line;
      visit.answeredAt = receivedAt;
      visit.waitSeconds = waitSeconds;
      visit.agentUniqueid = frame.get('DestUniqueid') ?? null;
      const told = {
        kind: 'call-answered' as const,
        queue: visit.queue,
        line,
        ...(waitSeconds === null ? {} : { waitSeconds }),
      };
      return [stamps.ofVisit(visit, frame, receivedAt, told)];
    },

    AgentComplete(frame, receivedAt) {
      const waitSeconds = secondsOf(frame.get('HoldTime'));
      const talkSeconds = secondsOf(frame.get('TalkTime'));
      const uniqueid = frame.get('Uniqueid');
      const line = lineOf(frame);
      const known = visits.completed({
        uniqueid,
        agentUniqueid: frame.get('DestUniqueid'),
        queue: queueOf(frame),
        line,
        waitSeconds,
        talkSeconds,
        at: receivedAt,
      });
      if (!known && uniqueid === undefined) {
        notice({ kind: 'unknown-event', detail: 'AgentComplete of a call whose beginning was not heard' });
        return [];
      }
      const visit = known ?? openVisit(frame, receivedAt);
      visits.close(visit);
      const reason = frame.get('Reason');
      const by = reason === 'agent' || reason === 'caller' || reason === 'transfer' ? reason : 'unknown';
      return [
        stamps.ofVisit(visit, frame, receivedAt, {
          kind: 'call-ended',
          queue: visit.queue,
          line,
          by,
          ...(waitSeconds === null ? {} : { waitSeconds }),
          ...(talkSeconds === null ? {} : { talkSeconds }),
        }),
      ];
    },

    QueueCallerAbandon(frame, receivedAt) {
      const visit = waitingVisit(frame, receivedAt);
      if (!visit) return [];
      const rang = visit.lastUnanswered;
      visit.ringing.clear();
      visit.leaving = {
        at: stamps.atOf(frame, receivedAt),
        receivedAt,
        order: stamps.nextOrder(),
        id: naming.byVisit('call-left', visit, frame),
        waitSeconds: secondsOf(frame.get('HoldTime')),
        dialplanAt: standing(frame),
        ringCutShort:
          rang !== null &&
          receivedAt - rang.receivedAt < LEAVING_GRACE_MS &&
          exits.isCutShort(visit.queue, rang.rangMs),
        staffed: members.staffed(visit.queue),
      };
      return [];
    },

    Hangup(frame, receivedAt) {
      const uniqueid = frame.get('Uniqueid') ?? '';
      born.delete(uniqueid);
      return visits.of(uniqueid).flatMap((visit) => {
        if (visit.leaving) return settleLeaving(visit, visit.leaving.dialplanAt !== standing(frame));
        visit.hungUpAt = stamps.atOf(frame, receivedAt);
        return [];
      });
    },

    Hold(frame, receivedAt) {
      const uniqueid = frame.get('Uniqueid') ?? '';
      const visit = visits.talkingOn(uniqueid, frame.get('Linkedid'));
      if (!visit || visit.heldBy !== null) return [];
      visit.heldBy = uniqueid;
      return [stamps.ofVisit(visit, frame, receivedAt, { kind: 'call-held' })];
    },

    Unhold(frame, receivedAt) {
      const uniqueid = frame.get('Uniqueid') ?? '';
      const visit = visits.talkingOn(uniqueid, frame.get('Linkedid'));
      // A blind transfer begins with an Unhold that no Hold came before.
      if (!visit || visit.heldBy !== uniqueid) return [];
      visit.heldBy = null;
      return [stamps.ofVisit(visit, frame, receivedAt, { kind: 'call-retrieved' })];
    },

    BlindTransfer(frame, receivedAt) {
      if (frame.get('Result') !== 'Success') return [];
      const visit = visits.talkingOn(frame.get('TransfererUniqueid'), frame.get('TransfererLinkedid'));
      return visit ? transferred(visit, frame, receivedAt, 'blind') : [];
    },

    AttendedTransfer(frame, receivedAt) {
      if (frame.get('Result') !== 'Success') return [];
      const visit =
        visits.talkingOn(frame.get('OrigTransfererUniqueid'), frame.get('OrigTransfererLinkedid')) ??
        visits.talkingOn(frame.get('SecondTransfererUniqueid'), frame.get('SecondTransfererLinkedid'));
      return visit ? transferred(visit, frame, receivedAt, 'attended') : [];
    },

    ...createLineHandlers(stamps, members, visits),

    FullyBooted(frame, receivedAt) {
      const uptime = secondsOf(frame.get('Uptime'));
      const booted = uptime === null ? null : receivedAt - uptime * 1000;
      if (booted !== null && startedAt !== null && booted > startedAt + RESTART_MS) {
        visits.clear();
        born.clear();
      }
      startedAt = booted;
      return [{ ...stamps.ofFeed('feed-opened', receivedAt), kind: 'feed-opened', startedAt: booted }];
    },
  };

  return {
    clockOffset,

    connected(receivedAt) {
      naming.connected(receivedAt);
      born.clear();
      for (const visit of visits.all()) visit.whole = false;
    },

    event(frame, receivedAt) {
      naming.frame();
      const seconds = Number(frame.get('Timestamp'));
      if (seconds > 0) clockOffset.sample(seconds * 1000, receivedAt);
      const name = frame.get('Event') ?? '';
      return Object.hasOwn(handlers, name) ? handlers[name]!(frame, receivedAt) : [];
    },

    roster(items, receivedAt) {
      naming.frame();
      const picture = readPicture(items, clockOffset);
      members.replace(picture.lines);
      return { ...stamps.ofFeed('roster', receivedAt), kind: 'roster', ...picture };
    },

    lost(because, receivedAt) {
      naming.frame();
      return [{ ...stamps.ofFeed('feed-lost', receivedAt), kind: 'feed-lost', because }];
    },

    dueAt() {
      let due: number | null = null;
      for (const visit of visits.all()) due = Math.min(due ?? Infinity, settlesAt(visit));
      return due;
    },

    tick(now) {
      const due: Visit[] = [];
      for (const visit of visits.all()) if (settlesAt(visit) <= now) due.push(visit);
      return due.flatMap((visit) => {
        visits.close(visit);
        return settle(visit);
      });
    },

    finish: () => [...visits.all()].flatMap(settle),
  };
};
