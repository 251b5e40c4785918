import type { FeedEvent, PhoneEvent, LineSnapshot } from '@onhook/core/call';
import type { LineId, SourceId } from '@onhook/core/ids';
import type { Notice } from '../port.ts';
import { createClockOffset, type ClockOffset } from './clock-offset.ts';
import type { CallerRules } from '../customer.ts';
import { createCallDecoder } from './decode-calls.ts';
import { createLineHandlers, type Handler } from './decode-lines.ts';
import { decodeRecord, type RecordParts } from './decode-record.ts';
import type { Frame } from './frames.ts';
import { createMembers, readQueueSnapshot } from './members.ts';
import { createEventIds } from './event-ids.ts';
import { createExpectedPauses, type ExpectedPauses } from './expected-pauses.ts';
import { createEventFactory } from './event-factory.ts';
import type { QueueLogRead } from './queue-log.ts';
import { createQueueCalls } from './queue-calls.ts';

/** Settings of a decoder. */
export interface DecoderConfig {
  readonly source: SourceId;
  /** Key of the hashes of callers' numbers and of event ids. */
  readonly customerKey: string | Uint8Array;
  /** Rules for callers' numbers; none by default. */
  readonly callers?: CallerRules;
}

/**
 * Turns frames into events. Earlier frames supply details that a frame leaves out: AgentComplete may name no channel,
 * a Hold names the phone behind a Local channel. A call is forgotten when it is over.
 */
export interface Decoder {
  readonly clockOffset: ClockOffset;
  /** Begins a new connection, before which events may have been missed. */
  connected(receivedAt: number): void;
  /** Decodes one frame, received at `receivedAt` (epoch milliseconds). */
  event(frame: Frame, receivedAt: number): PhoneEvent[];
  /** Adds names of lines that are known from before the first connection. */
  remember(lines: readonly { readonly line: LineId; readonly name: string }[]): void;
  /**
   * Makes the roster event of a QueueStatus answer.
   *
   * @param followsRecord the events since the connection was lost have been read from the record
   */
  lineReport(items: readonly Frame[], receivedAt: number, followsRecord?: boolean): FeedEvent & { readonly kind: 'roster' };
  /**
   * Makes the events of a record, read after a gap or because a frame names a call that is not known. Its names are those of
   * the last roster; every event is older than `receivedAt`.
   */
  record(read: QueueLogRead, receivedAt: number): readonly PhoneEvent[];
  /** Makes the events of a line that was read by itself; null: it is in no queue. */
  line(line: LineId, read: LineSnapshot | null, receivedAt: number): PhoneEvent[];
  /** Pauses whose events are still to come. */
  readonly expectedPauses: ExpectedPauses;
  /** Makes the event of a lost connection. */
  lost(because: 'shutdown' | 'closed' | 'error', receivedAt: number): PhoneEvent[];
  /** Epoch milliseconds at which `tick` next has a call to conclude; null without open calls. */
  dueAt(): number | null;
  /** Concludes the calls whose waiting time for a further event is over by `now`. Drops a call that has been open for a day, without an event. */
  tick(now: number): PhoneEvent[];
  /** Concludes, at the end of a recording, every call whose caller has left the queue or hung up. */
  finish(): PhoneEvent[];
}

/** Difference between two start times above which the phone system has restarted. A smaller one comes from the rounding of Uptime. */
const RESTART_MS = 2000;

/** Whole seconds that may be negative, as an uptime is once the clock was set back. */
const signedSecondsOf = (text: string | undefined): number | null => (text !== undefined && /^-?\d+$/.test(text) ? Number(text) : null);

/**
 * Creates the decoder of one phone system, used over all its connections.
 *
 * @param notice receives clock differences and events that cannot be decoded
 * @param onUnknownEnd called when a call ends that cannot be told from the frames; the record names it
 */
export const createDecoder = (config: DecoderConfig, notice: (notice: Notice) => void, onUnknownEnd: () => void = () => {}): Decoder => {
  const clockOffset = createClockOffset(notice);
  const queueCalls = createQueueCalls();
  const members = createMembers();
  const expectedPauses = createExpectedPauses();
  const eventIds = createEventIds(config.customerKey);
  const eventFactory = createEventFactory(config.source, eventIds, clockOffset);
  const calls = createCallDecoder({ ...config, queueCalls, members, eventIds, eventFactory, notice, onUnknownEnd });
  let startedAt: number | null = null;
  /** Start of the phone system by its own clock, which stays the same when that clock is set. */
  let bootedAtTheirs: number | null = null;

  const recordParts: RecordParts = { ...config, clockOffset, queueCalls, members, eventFactory, openQueueCall: calls.openQueueCall };

  const handlers: Record<string, Handler> = {
    ...calls.handlers,
    ...createLineHandlers(eventFactory, members, queueCalls, expectedPauses, clockOffset),

    FullyBooted(frame, receivedAt) {
      const uptime = signedSecondsOf(frame.get('Uptime'));
      const bootedTheirs = uptime === null ? null : clockOffset.toTheirs(receivedAt) - uptime * 1000;
      const isSameStart = bootedTheirs !== null && bootedAtTheirs !== null && Math.abs(bootedTheirs - bootedAtTheirs) <= RESTART_MS;
      if (!isSameStart) {
        // The start by the phone system's clock changes only with a restart; our clock may have been set as well.
        const booted = uptime === null ? null : receivedAt - uptime * 1000;
        if (booted !== null && startedAt !== null && booted > startedAt + RESTART_MS) calls.restarted();
        bootedAtTheirs = bootedTheirs;
        startedAt = booted;
      }
      return [{ ...eventFactory.ofFeed('feed-opened', receivedAt), kind: 'feed-opened', startedAt }];
    },
  };

  return {
    clockOffset,

    connected(receivedAt) {
      eventIds.connected(receivedAt);
      calls.connected();
    },

    event(frame, receivedAt) {
      eventIds.frame();
      const seconds = Number(frame.get('Timestamp'));
      if (seconds > 0) clockOffset.sample(seconds * 1000, receivedAt);
      const name = frame.get('Event') ?? '';
      return Object.hasOwn(handlers, name) ? handlers[name]!(frame, receivedAt) : [];
    },

    remember: (lines) => members.remember(lines),

    lineReport(items, receivedAt, followsRecord = false) {
      eventIds.frame();
      const { lines, waiting } = readQueueSnapshot(items, clockOffset);
      return { ...eventFactory.ofFeed('roster', receivedAt), kind: 'roster', lines: members.replace(lines), waiting, ...(followsRecord && { followsRecord }) };
    },

    record: (read, receivedAt) => decodeRecord(recordParts, read.entries, receivedAt),

    expectedPauses,

    line(line, read, receivedAt) {
      eventIds.frame();
      const memberships = read?.memberships ?? [];
      members.replaceLine(line, memberships);
      return [{ ...eventFactory.ofReading('line-reported', receivedAt), kind: 'line-reported', line, name: read?.name ?? line, memberships, isWhole: true }];
    },

    lost(because, receivedAt) {
      eventIds.frame();
      return [{ ...eventFactory.ofFeed('feed-lost', receivedAt), kind: 'feed-lost', because }];
    },

    dueAt: () => calls.dueAt(),

    tick: (now) => calls.tick(now),

    finish: () => calls.finish(),
  };
};
