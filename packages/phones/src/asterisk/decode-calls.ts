import type { PhoneEvent } from '@onhook/core/call';
import { asId, type CallId, type QueueName, type SourceId } from '@onhook/core/ids';
import type { Notice } from '../port.ts';
import { customerKey, type CallerRules } from '../customer.ts';
import type { Handler } from './decode-lines.ts';
import type { EventFactory } from './event-factory.ts';
import type { EventIds } from './event-ids.ts';
import type { Frame } from './frames.ts';
import { lineOf, nameOf, queueOf, type Members } from './members.ts';
import { COMPLETE_GRACE_MS, isTalking, LEAVING_GRACE_MS, type QueueCall, type QueueCalls } from './queue-calls.ts';
import { createQueueExits } from './queue-exits.ts';

/** Parts of the decoder that the calls share with the rest. */
export interface CallParts {
  readonly source: SourceId;
  readonly customerKey: string | Uint8Array;
  readonly callers?: CallerRules | undefined;
  readonly queueCalls: QueueCalls;
  readonly members: Members;
  readonly eventIds: EventIds;
  readonly eventFactory: EventFactory;
  readonly notice: (notice: Notice) => void;
  /** Called when a call ends that cannot be told from the frames. */
  readonly onUnknownEnd: () => void;
}

/** Turns the frames of calls into events. */
export interface CallDecoder {
  /** Handlers of the events of calls and channels, by event name. */
  readonly handlers: Readonly<Record<string, Handler>>;
  /** Opens a call whose beginning no frame reported. */
  openQueueCall(uniqueid: string, queue: QueueName, at: number): QueueCall;
  /** Begins a new connection, before which channels may have come and gone. */
  connected(): void;
  /** Forgets all calls and channels, as the phone system has started again. */
  restarted(): void;
  /** Epoch milliseconds at which `tick` next has a call to conclude; null without open calls. */
  dueAt(): number | null;
  /** Concludes the calls whose waiting time for a further event is over by `now`. */
  tick(now: number): PhoneEvent[];
  /** Concludes every call whose caller has left the queue or hung up. */
  finish(): PhoneEvent[];
}

/** Longest plausible call: the end of a call that is open for longer was missed. */
const LONGEST_CALL_MS = 24 * 3_600_000;

const secondsOf = (text: string | undefined): number | null =>
  text !== undefined && /^\d+$/.test(text) ? Number(text) : null;
const dialplanPosition = (frame: Frame): string => `${frame.get('Context')},${frame.get('Exten')},${frame.get('Priority')}`;

/** Epoch milliseconds at which a queue call is concluded if no further event comes. */
const concludesAt = (queueCall: QueueCall): number => {
  if (queueCall.leaving) return queueCall.leaving.receivedAt + LEAVING_GRACE_MS;
  if (queueCall.hungUpAt !== null) return queueCall.hungUpAt + COMPLETE_GRACE_MS;
  return queueCall.agentGone ? queueCall.agentGone.receivedAt + COMPLETE_GRACE_MS : queueCall.startedAt + LONGEST_CALL_MS;
};

/** Creates the decoder of calls, used over all connections of one phone system. */
export const createCallDecoder = (parts: CallParts): CallDecoder => {
  const { queueCalls, members, eventIds, eventFactory, notice, onUnknownEnd } = parts;
  const exits = createQueueExits();
  /** Channels observed since their creation, with the number of queues their caller has been in. */
  const knownChannels = new Map<string, number>();
  /** Channels that are up, each with its call (Linkedid) and its number in the order of creation. */
  const channels = new Map<string, { readonly linkedid: string; readonly number: number }>();
  let channelCount = 0;

  const openQueueCall = (frame: Frame, receivedAt: number): QueueCall =>
    addQueueCall(frame.get('Uniqueid') ?? '', queueOf(frame), receivedAt, {
      linkedid: frame.get('Linkedid'),
      isConsultation: members.isOwn(frame.get('Channel'), frame.get('CallerIDNum')),
    });
  const addQueueCall = (
    uniqueid: string,
    queue: QueueName,
    receivedAt: number,
    { linkedid = uniqueid, isConsultation = false }: { readonly linkedid?: string | undefined; readonly isConsultation?: boolean } = {},
  ): QueueCall => {
    const earlierQueues = knownChannels.get(uniqueid);
    if (earlierQueues !== undefined) knownChannels.set(uniqueid, earlierQueues + 1);
    const queueCall: QueueCall = {
      uniqueid,
      channel: uniqueid,
      linkedid,
      channelsBefore: channelCount,
      number: (earlierQueues ?? 0) + 1,
      queue,
      startedAt: receivedAt,
      observedFromStart: earlierQueues !== undefined,
      eventCount: 0,
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
      isConsultation,
      agentGone: null,
      agentLeft: false,
      bridged: null,
    };
    queueCalls.open(queueCall);
    return queueCall;
  };
  /** Finds the place in a queue that a consulting agent has just left to a caller whose transfer no event reported. */
  const passedOn = (uniqueid: string, queue: QueueName, receivedAt: number): QueueCall | undefined => {
    for (const queueCall of queueCalls.all()) {
      const isLeft = queueCall.isConsultation && queueCall.line === null && queueCall.queue === queue && queueCall.hungUpAt !== null;
      if (!isLeft || receivedAt - queueCall.hungUpAt! > COMPLETE_GRACE_MS) continue;
      queueCalls.passOn(queueCall, uniqueid);
      queueCall.hungUpAt = null;
      return queueCall;
    }
    return undefined;
  };
  /** Finds the unanswered queue call that the frame is about, or opens one when its beginning was missed. */
  const waitingQueueCall = (frame: Frame, receivedAt: number): QueueCall | null => {
    const uniqueid = frame.get('Uniqueid');
    if (uniqueid === undefined) return null;
    const queueCall = queueCalls.waiting(uniqueid, queueOf(frame)) ?? passedOn(uniqueid, queueOf(frame), receivedAt) ?? openQueueCall(frame, receivedAt);
    queueCall.linkedid = frame.get('Linkedid') ?? queueCall.linkedid;
    return queueCall;
  };

  /** @param movedOn true when the caller's channel moved on in the dialplan, false when the caller hung up in the queue */
  const concludeLeaving = (queueCall: QueueCall, movedOn: boolean): PhoneEvent[] => {
    const { leaving } = queueCall;
    if (!leaving) return [];
    queueCalls.close(queueCall);
    return [
      {
        source: parts.source,
        id: leaving.id,
        at: leaving.at,
        receivedAt: leaving.receivedAt,
        order: leaving.order,
        call: asId<CallId>(queueCall.uniqueid),
        kind: 'call-left',
        queue: queueCall.queue,
        because: movedOn ? exits.judge(queueCall.queue, leaving) : 'abandoned',
        ...(leaving.waitSeconds === null ? {} : { waitSeconds: leaving.waitSeconds }),
      },
    ];
  };
  /** Concludes a call whose caller has hung up and whose end no event reported. */
  const concludeHungUp = (queueCall: QueueCall): PhoneEvent[] => {
    queueCalls.close(queueCall);
    if (queueCall.hungUpAt === null || queueCall.agentLeft) return [];
    const stamp = {
      source: parts.source,
      id: eventIds.forUnclosed(queueCall),
      at: queueCall.hungUpAt,
      receivedAt: queueCall.hungUpAt,
      order: eventFactory.nextOrder(),
      call: asId<CallId>(queueCall.uniqueid),
    };
    if (queueCall.line === null) return [{ ...stamp, kind: 'call-left', queue: queueCall.queue, because: 'unknown' }];
    return [{ ...stamp, kind: 'call-ended', queue: queueCall.queue, line: queueCall.line, by: 'unknown' }];
  };
  /** Ends a talk whose agent is gone while the caller goes on, unless another channel of the call turns out to be the agent's. */
  const concludeAgentGone = (queueCall: QueueCall): PhoneEvent[] => {
    const { agentGone } = queueCall;
    queueCall.agentGone = null;
    if (!agentGone || !isTalking(queueCall) || !queueCall.observedFromStart || queueCall.bridged === true) return [];
    // A Local channel that is optimised away hangs up, and the phone behind it goes on.
    const other = [...channels].find(
      ([, { linkedid, number }]) => linkedid === queueCall.linkedid && number > queueCall.channelsBefore && number <= agentGone.channelsBefore,
    );
    if (other) {
      queueCall.agentUniqueid = other[0];
      return [];
    }
    queueCall.agentLeft = true;
    return [
      {
        source: parts.source,
        id: `left:${eventIds.forUnclosed(queueCall)}`,
        at: agentGone.at,
        receivedAt: agentGone.receivedAt,
        order: eventFactory.nextOrder(),
        call: asId<CallId>(queueCall.uniqueid),
        kind: 'call-ended',
        queue: queueCall.queue,
        line: queueCall.line!,
        by: 'agent',
      },
    ];
  };
  const conclude = (queueCall: QueueCall): PhoneEvent[] => {
    if (queueCall.leaving) return concludeLeaving(queueCall, true);
    return queueCall.hungUpAt === null && queueCall.agentGone ? concludeAgentGone(queueCall) : concludeHungUp(queueCall);
  };
  const transferred = (queueCall: QueueCall, frame: Frame, receivedAt: number, how: 'blind' | 'attended'): PhoneEvent[] => {
    queueCall.transferred = true;
    const to = how === 'blind' ? frame.get('Extension') : undefined;
    return [eventFactory.ofQueueCall(queueCall, frame, receivedAt, { kind: 'call-transferred', how, ...(to ? { to } : {}) })];
  };

  const handlers: Record<string, Handler> = {
    Newchannel(frame) {
      const uniqueid = frame.get('Uniqueid') ?? '';
      knownChannels.set(uniqueid, 0);
      channels.set(uniqueid, { linkedid: frame.get('Linkedid') ?? uniqueid, number: (channelCount += 1) });
      return [];
    },

    BridgeEnter(frame) {
      for (const queueCall of queueCalls.of(frame.get('Uniqueid'))) if (isTalking(queueCall) && !queueCall.agentGone) queueCall.bridged = true;
      return [];
    },

    BridgeLeave(frame) {
      for (const queueCall of queueCalls.of(frame.get('Uniqueid'))) queueCall.bridged &&= false;
      return [];
    },

    QueueCallerJoin(frame, receivedAt) {
      const earlier = queueCalls.of(frame.get('Uniqueid')).flatMap((queueCall) => concludeLeaving(queueCall, true));
      const queueCall = openQueueCall(frame, receivedAt);
      // An agent who consults a queue is no customer.
      const customer = queueCall.isConsultation ? undefined : customerKey(parts.customerKey, frame.get('CallerIDNum'), parts.callers);
      const body = {
        kind: 'call-queued' as const,
        queue: queueCall.queue,
        ...(customer === undefined ? {} : { customer }),
      };
      return [...earlier, eventFactory.ofQueueCall(queueCall, frame, receivedAt, body)];
    },

    AgentCalled(frame, receivedAt) {
      const queueCall = waitingQueueCall(frame, receivedAt);
      if (!queueCall) return [];
      const line = lineOf(frame);
      queueCall.ringing.add(line);
      return [eventFactory.ofQueueCall(queueCall, frame, receivedAt, { kind: 'call-offered', queue: queueCall.queue, line })];
    },

    AgentRingNoAnswer(frame, receivedAt) {
      const queueCall = waitingQueueCall(frame, receivedAt);
      if (!queueCall) return [];
      const line = lineOf(frame);
      const rangMs = secondsOf(frame.get('RingTime'));
      queueCall.ringing.delete(line);
      if (rangMs !== null) {
        exits.rang(queueCall.queue, rangMs);
        queueCall.lastUnanswered = { receivedAt, rangMs };
      }
      const body = {
        kind: 'call-unanswered' as const,
        queue: queueCall.queue,
        line,
        ...(rangMs === null ? {} : { rangMs }),
      };
      return [eventFactory.ofQueueCall(queueCall, frame, receivedAt, body)];
    },

    AgentConnect(frame, receivedAt) {
      const queueCall = waitingQueueCall(frame, receivedAt);
      if (!queueCall) return [];
      const line = lineOf(frame);
      const waitSeconds = secondsOf(frame.get('HoldTime'));
      queueCall.ringing.clear();
      queueCall.line = line;
      queueCall.answeredAt = receivedAt;
      queueCall.waitSeconds = waitSeconds;
      queueCall.agentUniqueid = frame.get('DestUniqueid') ?? null;
      const body = {
        kind: 'call-answered' as const,
        queue: queueCall.queue,
        line,
        ...(waitSeconds === null ? {} : { waitSeconds }),
        ...(nameOf(frame) !== '' && { name: nameOf(frame) }),
      };
      return [eventFactory.ofQueueCall(queueCall, frame, receivedAt, body)];
    },

    AgentComplete(frame, receivedAt) {
      const waitSeconds = secondsOf(frame.get('HoldTime'));
      const talkSeconds = secondsOf(frame.get('TalkTime'));
      const uniqueid = frame.get('Uniqueid');
      const line = lineOf(frame);
      const known = queueCalls.completed({
        uniqueid,
        agentUniqueid: frame.get('DestUniqueid'),
        queue: queueOf(frame),
        line,
        waitSeconds,
        talkSeconds,
        at: receivedAt,
      });
      if (!known && uniqueid === undefined) {
        notice({ kind: 'unknown-event', detail: 'AgentComplete of a call whose beginning was missed' });
        onUnknownEnd();
        return [];
      }
      const queueCall = known ?? openQueueCall(frame, receivedAt);
      queueCalls.close(queueCall);
      // The talk has ended already: what this frame counts is the caller's time after it.
      if (queueCall.agentLeft) return [];
      const reason = frame.get('Reason');
      const by = reason === 'agent' || reason === 'caller' || reason === 'transfer' ? reason : 'unknown';
      return [
        eventFactory.ofQueueCall(queueCall, frame, receivedAt, {
          kind: 'call-ended',
          queue: queueCall.queue,
          line,
          by,
          ...(waitSeconds === null ? {} : { waitSeconds }),
          ...(talkSeconds === null ? {} : { talkSeconds }),
        }),
      ];
    },

    QueueCallerAbandon(frame, receivedAt) {
      const queueCall = waitingQueueCall(frame, receivedAt);
      if (!queueCall) return [];
      const unanswered = queueCall.lastUnanswered;
      queueCall.ringing.clear();
      queueCall.leaving = {
        at: eventFactory.atOf(frame, receivedAt),
        receivedAt,
        order: eventFactory.nextOrder(),
        id: eventIds.forQueueCall('call-left', queueCall, frame),
        waitSeconds: secondsOf(frame.get('HoldTime')),
        dialplanAt: dialplanPosition(frame),
        ringCutShort:
          unanswered !== null &&
          receivedAt - unanswered.receivedAt < LEAVING_GRACE_MS &&
          exits.isCutShort(queueCall.queue, unanswered.rangMs),
        staffed: members.staffed(queueCall.queue),
      };
      return [];
    },

    Hangup(frame, receivedAt) {
      const uniqueid = frame.get('Uniqueid') ?? '';
      knownChannels.delete(uniqueid);
      channels.delete(uniqueid);
      const gone = { at: eventFactory.atOf(frame, receivedAt), receivedAt, channelsBefore: channelCount };
      for (const queueCall of queueCalls.all()) if (queueCall.agentUniqueid === uniqueid && isTalking(queueCall)) queueCall.agentGone ??= gone;
      return queueCalls.of(uniqueid).flatMap((queueCall) => {
        if (queueCall.leaving) return concludeLeaving(queueCall, queueCall.leaving.dialplanAt !== dialplanPosition(frame));
        queueCall.hungUpAt = gone.at;
        return [];
      });
    },

    Hold(frame, receivedAt) {
      const uniqueid = frame.get('Uniqueid') ?? '';
      const queueCall = queueCalls.talkingOn(uniqueid, frame.get('Linkedid'));
      if (!queueCall || queueCall.heldBy !== null) return [];
      queueCall.heldBy = uniqueid;
      return [eventFactory.ofQueueCall(queueCall, frame, receivedAt, { kind: 'call-held' })];
    },

    Unhold(frame, receivedAt) {
      const uniqueid = frame.get('Uniqueid') ?? '';
      const queueCall = queueCalls.talkingOn(uniqueid, frame.get('Linkedid'));
      // A blind transfer begins with an Unhold without a Hold before it.
      if (!queueCall || queueCall.heldBy !== uniqueid) return [];
      queueCall.heldBy = null;
      return [eventFactory.ofQueueCall(queueCall, frame, receivedAt, { kind: 'call-retrieved' })];
    },

    BlindTransfer(frame, receivedAt) {
      if (frame.get('Result') !== 'Success') return [];
      const queueCall = queueCalls.talkingOn(frame.get('TransfererUniqueid'), frame.get('TransfererLinkedid'));
      return queueCall ? transferred(queueCall, frame, receivedAt, 'blind') : [];
    },

    AttendedTransfer(frame, receivedAt) {
      if (frame.get('Result') !== 'Success') return [];
      const queueCall =
        queueCalls.talkingOn(frame.get('OrigTransfererUniqueid'), frame.get('OrigTransfererLinkedid')) ??
        queueCalls.talkingOn(frame.get('SecondTransfererUniqueid'), frame.get('SecondTransfererLinkedid'));
      // A place in a queue that the agent waited or talked in goes over to the customer.
      const customer = queueCall?.channel ?? frame.get('TransfereeUniqueid') ?? frame.get('TransferTargetUniqueid');
      for (const half of ['SecondTransfererUniqueid', 'OrigTransfererUniqueid']) {
        for (const consultation of customer === undefined ? [] : queueCalls.of(frame.get(half))) {
          if (consultation.isConsultation) queueCalls.passOn(consultation, customer!);
        }
      }
      return queueCall ? transferred(queueCall, frame, receivedAt, 'attended') : [];
    },
  };

  return {
    handlers,

    openQueueCall: addQueueCall,

    connected() {
      knownChannels.clear();
      channels.clear();
      for (const queueCall of queueCalls.all()) {
        queueCall.observedFromStart = false;
        queueCall.bridged = null;
      }
    },

    restarted() {
      queueCalls.clear();
      knownChannels.clear();
      channels.clear();
    },

    dueAt() {
      let due: number | null = null;
      for (const queueCall of queueCalls.all()) due = Math.min(due ?? Infinity, concludesAt(queueCall));
      return due;
    },

    tick(now) {
      const due: QueueCall[] = [];
      for (const queueCall of queueCalls.all()) if (concludesAt(queueCall) <= now) due.push(queueCall);
      return due.flatMap(conclude);
    },

    finish: () => [...queueCalls.all()].flatMap(conclude),
  };
};
