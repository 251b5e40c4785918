import { createHmac } from 'node:crypto';
import type { CallEvent, EndedBy, LeftReason, LineEvent, PhoneEvent } from '@onhook/core/call';
import { asId, type CallId, type LineId, type QueueName, type SourceId } from '@onhook/core/ids';
import { customerKey, type CallerRules } from '../customer.ts';
import type { ClockOffset } from './clock-offset.ts';
import type { EventBody, EventFactory } from './event-factory.ts';
import type { Members } from './members.ts';
import type { QueueCall, QueueCalls } from './queue-calls.ts';
import type { QueueLogEntry } from './queue-log.ts';

/** Parts of the decoder that the record shares with the frames. */
export interface RecordParts {
  readonly source: SourceId;
  readonly customerKey: string | Uint8Array;
  readonly callers?: CallerRules | undefined;
  readonly clockOffset: ClockOffset;
  readonly queueCalls: QueueCalls;
  readonly members: Members;
  readonly eventFactory: EventFactory;
  /** Opens a call whose beginning no frame reported. */
  openQueueCall(uniqueid: string, queue: QueueName, at: number): QueueCall;
}

const endedBy: Readonly<Record<string, EndedBy>> = {
  COMPLETEAGENT: 'agent',
  COMPLETECALLER: 'caller',
  BLINDTRANSFER: 'transfer',
  ATTENDEDTRANSFER: 'transfer',
  TRANSFER: 'transfer',
};
const leftBecause: Readonly<Record<string, LeftReason>> = {
  ABANDON: 'abandoned',
  EXITWITHTIMEOUT: 'timed-out',
  WITHDRAW: 'withdrawn',
  EXITEMPTY: 'unknown',
  EXITWITHKEY: 'unknown',
};

const secondsOf = (text: string | undefined): number | undefined => (text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined);

/** Wait and talk in seconds, which an end has before its last field. */
const lengthsOf = ({ event, fields }: QueueLogEntry): { readonly waitSeconds?: number; readonly talkSeconds?: number } => {
  const [wait, talk] = event.startsWith('COMPLETE') ? fields : fields.slice(-3);
  const waitSeconds = secondsOf(wait);
  const talkSeconds = secondsOf(talk);
  return { ...(waitSeconds !== undefined && { waitSeconds }), ...(talkSeconds !== undefined && { talkSeconds }) };
};

/** True for a caller's number that is an agent's, who consults before a transfer. */
const isOwnNumber = (members: Members, number: string | undefined): boolean => number !== undefined && number !== '' && members.isOwn(undefined, number);

/**
 * Turns entries of a queue_log into the events that AMI would have sent, and brings the open calls up to date. An entry has
 * the same ids whenever it is read. What it says about a member is left out where the name belongs to no line or to several.
 *
 * @param receivedAt time of the reading, epoch milliseconds; every event is older
 */
export const decodeRecord = (parts: RecordParts, entries: readonly QueueLogEntry[], receivedAt: number): PhoneEvent[] => {
  const { source, clockOffset, queueCalls, members, eventFactory } = parts;
  const events: PhoneEvent[] = [];

  const metadataOf = (kind: PhoneEvent['kind'], entry: QueueLogEntry) => ({
    source,
    id: `${kind}:record:${createHmac('sha256', parts.customerKey).update(entry.text).digest('hex').slice(0, 24)}`,
    at: Math.min(clockOffset.toOurs(entry.at + 999), receivedAt - 1),
    receivedAt,
    order: eventFactory.nextOrder(),
    recorded: true as const,
  });
  const addCall = (entry: QueueLogEntry, body: EventBody<CallEvent>): void => {
    events.push({ ...metadataOf(body.kind, entry), call: asId<CallId>(entry.call), ...body } as PhoneEvent);
  };
  const addLine = (entry: QueueLogEntry, body: EventBody<LineEvent>): void => {
    events.push({ ...metadataOf(body.kind, entry), ...body } as PhoneEvent);
  };

  for (const entry of entries) {
    const { call, agent, event, fields } = entry;
    const queue = asId<QueueName>(entry.queue);
    const at = clockOffset.toOurs(entry.at);
    const open = queueCalls.of(call).filter((one) => one.queue === queue && one.startedAt <= at + 1000);
    const lineOf = (endedAt: number | null = null): LineId | null => open.find(({ line }) => line !== null)?.line ?? members.lineNamed(agent, queue, endedAt);
    const by = endedBy[event];
    const because = leftBecause[event];
    if (event === 'ENTERQUEUE') {
      if (open.length === 0) parts.openQueueCall(call, queue, at);
      const customer = isOwnNumber(members, fields[1]) ? undefined : customerKey(parts.customerKey, fields[1], parts.callers);
      addCall(entry, { kind: 'call-queued', queue, ...(customer !== undefined && { customer }) });
    } else if (event === 'CONNECT') {
      const line = members.lineNamed(agent, queue, null);
      if (line === null) continue;
      const waitSeconds = secondsOf(fields[0]);
      const queueCall = open.find((one) => one.line === null || one.line === line) ?? parts.openQueueCall(call, queue, at);
      Object.assign(queueCall, { line, answeredAt: at, waitSeconds: waitSeconds ?? null, agentUniqueid: fields[1] || null });
      queueCall.ringing.clear();
      addCall(entry, { kind: 'call-answered', queue, line, name: agent, ...(waitSeconds !== undefined && { waitSeconds }) });
    } else if (by !== undefined) {
      const line = lineOf(at);
      const ended = open.filter((one) => one.line !== null);
      for (const one of ended) queueCalls.close(one);
      // The talk has ended already: the entry counts the caller's time after it.
      if (line === null || ended.some(({ agentLeft }) => agentLeft)) continue;
      if (by === 'transfer') {
        const isBlind = event !== 'ATTENDEDTRANSFER';
        addCall(entry, { kind: 'call-transferred', how: isBlind ? 'blind' : 'attended', ...(isBlind && fields[0] ? { to: fields[0] } : {}) });
      }
      addCall(entry, { kind: 'call-ended', queue, line, by, ...lengthsOf(entry) });
    } else if (because !== undefined) {
      for (const one of open) if (one.line === null) queueCalls.close(one);
      const waitSeconds = secondsOf(fields.at(-1));
      addCall(entry, { kind: 'call-left', queue, because, ...(waitSeconds !== undefined && { waitSeconds }) });
    } else if (event === 'RINGNOANSWER') {
      const line = members.lineNamed(agent, queue, null);
      const rangMs = secondsOf(fields[0]);
      if (line !== null) addCall(entry, { kind: 'call-unanswered', queue, line, ...(rangMs !== undefined && { rangMs }) });
    } else if (event === 'PAUSE' || event === 'UNPAUSE' || event === 'REMOVEMEMBER') {
      const line = members.lineNamed(agent, queue, null);
      if (line === null) continue;
      if (event === 'PAUSE') addLine(entry, { kind: 'line-paused', line, queue, reason: fields[0] ?? '' });
      else addLine(entry, { kind: event === 'UNPAUSE' ? 'line-resumed' : 'line-left', line, queue });
    }
  }
  return events;
};
