import type { Device, LineSnapshot, MembershipSnapshot } from '@onhook/core/call';
import { asId, type CallId, type LineId, type QueueName } from '@onhook/core/ids';
import type { ClockOffset } from './clock-offset.ts';
import type { Frame } from './frames.ts';

/** Converts Asterisk's numeric device state. 3 (busy) is also reported for a line that only rings. */
export const deviceOf = (status: string | undefined): Device => {
  switch (status) {
    case '1':
      return 'idle';
    case '2':
    case '3':
    case '7':
    case '8':
      return 'in-use';
    case '6':
      return 'ringing';
    case '4':
    case '5':
      return 'unreachable';
    default:
      return 'unknown';
  }
};

/** Line of a frame: QueueStatus has Location and Name where every event has Interface and MemberName. */
export const lineOf = (frame: Frame): LineId => asId<LineId>(frame.get('Interface') ?? frame.get('Location') ?? '');
/** Agent's name in a frame. */
export const nameOf = (frame: Frame): string => frame.get('MemberName') ?? frame.get('Name') ?? '';
/** Queue of a frame. */
export const queueOf = (frame: Frame): QueueName => asId<QueueName>(frame.get('Queue') ?? '');
/** Pause reason in a frame, '' where none was given; null when the member is not paused. */
export const pausedForOf = (frame: Frame): string | null =>
  frame.get('Paused') === '1' ? (frame.get('PausedReason') ?? frame.get('Reason') ?? '') : null;

/** Time difference in which Asterisk counts two times of one member as the same second. */
const sameSecond = 1;

/**
 * Time at which somebody last paused the member, in epoch milliseconds on our clock; null where the phone system has none. A
 * reload or a restart creates a member of queues.conf or of a realtime table anew with the pause that it had, so a pause as old
 * as its login was carried over and set by nobody. A dynamic member is created only when it is added.
 */
const pausedAtOf = (item: Frame, clockOffset: ClockOffset): number | null => {
  const lastPause = Number(item.get('LastPause')) || 0;
  if (lastPause <= 0) return null;
  const loginTime = Number(item.get('LoginTime')) || 0;
  if (item.get('Membership') !== 'dynamic' && Math.abs(lastPause - loginTime) <= sameSecond) return null;
  return clockOffset.toOurs(lastPause * 1000);
};

/** Time at which a dynamic member was added to its queue. Other members' times change with a reload, which adds nobody. */
const joinedAtOf = (item: Frame, clockOffset: ClockOffset): number | null => {
  const loginTime = Number(item.get('LoginTime')) || 0;
  return loginTime > 0 && item.get('Membership') === 'dynamic' ? clockOffset.toOurs(loginTime * 1000) : null;
};

/** Reads one membership from a QueueMember item or a QueueMember event; times are converted to our clock. */
export const membershipOf = (item: Frame, clockOffset: ClockOffset): MembershipSnapshot => {
  const lastCall = Number(item.get('LastCall'));
  const pausedAt = pausedAtOf(item, clockOffset);
  const joinedAt = joinedAtOf(item, clockOffset);
  const inCall = item.get('InCall');
  return {
    queue: queueOf(item),
    pausedFor: pausedForOf(item),
    callsTaken: Number(item.get('CallsTaken')) || 0,
    lastCallAt: lastCall > 0 ? clockOffset.toOurs(lastCall * 1000) : null,
    ...(pausedAt !== null && { pausedAt }),
    ...(joinedAt !== null && { joinedAt }),
    ...(inCall !== undefined && { inCall: inCall === '1' }),
  };
};

/** Lines and waiting callers of all queues at one time. */
export interface QueueSnapshot {
  readonly lines: readonly LineSnapshot[];
  readonly waiting: readonly CallId[];
}

/** Reads the items of a QueueStatus answer; times are converted to our clock. */
export const readQueueSnapshot = (items: readonly Frame[], clockOffset: ClockOffset): QueueSnapshot => {
  const lines = new Map<
    LineId,
    { line: LineId; name: string; device: Device; memberships: LineSnapshot['memberships'][number][] }
  >();
  const waiting: CallId[] = [];
  for (const item of items) {
    if (item.get('Event') === 'QueueEntry') waiting.push(asId<CallId>(item.get('Uniqueid') ?? ''));
    if (item.get('Event') !== 'QueueMember') continue;
    const line = lineOf(item);
    let entry = lines.get(line);
    if (!entry) {
      entry = { line, name: nameOf(item), device: deviceOf(item.get('Status')), memberships: [] };
      lines.set(line, entry);
    }
    entry.memberships.push(membershipOf(item, clockOffset));
  }
  return { lines: [...lines.values()], waiting };
};

/** Members of each queue, as seen by one connection. */
export interface Members {
  /** Replaces everything by a roster, and returns it with the calls that each member took since the last event about it. */
  replace(lines: readonly LineSnapshot[]): readonly LineSnapshot[];
  /** Applies a QueueMember event; `deviceChanged` when the line's device differs from before, `stateChanged` when its membership or pause differs from a roster and the events since. */
  apply(frame: Frame, device: Device): { readonly deviceChanged: boolean; readonly stateChanged: boolean };
  /** Replaces the memberships of one line by those that were read. */
  replaceLine(line: LineId, memberships: LineSnapshot['memberships']): void;
  /** Adds names that are known from before the connection. */
  remember(lines: readonly { readonly line: LineId; readonly name: string }[]): void;
  /**
   * Line of a member as a record names it, by name or interface. Of several with one name it is the only member of the queue,
   * or the only one whose last call ended at `endedAt` (epoch milliseconds).
   *
   * @returns null when there is none, or when several could be meant
   */
  lineNamed(agent: string, queue: QueueName, endedAt: number | null): LineId | null;
  /** True for a channel or a caller's number of a member, as when an agent calls a queue. */
  isOwn(channel: string | undefined, callerNumber: string | undefined): boolean;
  /** True when a member of the queue could take a call; null when nothing is known of the queue. */
  staffed(queue: QueueName): boolean | null;
}

/** Name of a line's device, as Asterisk compares it: without regard to case and to what follows a second slash. */
const deviceNameOf = (line: string): string => line.split('/', 2).join('/').toLowerCase();
/** Extension in a line's name, such as 2001 in `Local/2001@from-queue/n`. */
const numberOf = (line: LineId): string | undefined => /^[^/]+\/(\d+)(?:[@/]|$)/.exec(line)?.[1];

/** Creates an empty record of members. */
export const createMembers = (): Members => {
  const devices = new Map<LineId, Device>();
  const queues = new Map<QueueName, Map<LineId, string | null>>();
  /** Names of all lines that were reported, those that have left included. */
  const names = new Map<LineId, string>();
  /** Ends of the last calls of the members in the last roster, by queue and line. */
  const lastCalls = new Map<QueueName, Map<LineId, number>>();
  /** Calls that each member had taken at the last event about it, by queue and line. */
  const taken = new Map<QueueName, Map<LineId, number>>();
  let hasRoster = false;

  const setTaken = (queue: QueueName, line: LineId, calls: number): void => {
    const lines = taken.get(queue);
    if (lines) lines.set(line, calls);
    else taken.set(queue, new Map([[line, calls]]));
  };
  /** Adds to a membership the calls that its line took since the last event. A count that has fallen began anew with a restart. */
  const withTaken = (line: LineId, membership: MembershipSnapshot): MembershipSnapshot => {
    const before = taken.get(membership.queue)?.get(line);
    setTaken(membership.queue, line, membership.callsTaken);
    return before === undefined || membership.callsTaken < before ? membership : { ...membership, takenInGap: membership.callsTaken - before };
  };

  const setMember = (queue: QueueName, line: LineId, pausedFor: string | null): void => {
    let lines = queues.get(queue);
    if (!lines) queues.set(queue, (lines = new Map()));
    lines.set(line, pausedFor);
  };

  return {
    replace(lines) {
      hasRoster = true;
      devices.clear();
      queues.clear();
      lastCalls.clear();
      for (const { line, name, device, memberships } of lines) {
        devices.set(line, device);
        names.set(line, name);
        for (const { queue, pausedFor, lastCallAt } of memberships) {
          setMember(queue, line, pausedFor);
          if (lastCallAt !== null) lastCalls.set(queue, (lastCalls.get(queue) ?? new Map<LineId, number>()).set(line, lastCallAt));
        }
      }
      return lines.map((one) => ({ ...one, memberships: one.memberships.map((membership) => withTaken(one.line, membership)) }));
    },
    remember(lines) {
      for (const { line, name } of lines) if (!names.has(line)) names.set(line, name);
    },
    lineNamed(agent, queue, endedAt) {
      const named = [...names].flatMap(([line, name]) => (name === agent || line === agent ? [line] : []));
      const inQueue = named.filter((line) => queues.get(queue)?.has(line));
      const candidates = inQueue.length > 0 ? inQueue : named;
      if (candidates.length < 2 || endedAt === null) return candidates.length === 1 ? candidates[0]! : null;
      const ended = candidates.filter((line) => Math.abs((lastCalls.get(queue)?.get(line) ?? -Infinity) - endedAt) <= 1000);
      return ended.length === 1 ? ended[0]! : null;
    },
    apply(frame, device) {
      const line = lineOf(frame);
      names.set(line, nameOf(frame));
      if (frame.get('CallsTaken') !== undefined) setTaken(queueOf(frame), line, Number(frame.get('CallsTaken')) || 0);
      const before = queues.get(queueOf(frame))?.get(line);
      const pausedFor = pausedForOf(frame);
      if (frame.get('Event') === 'QueueMemberRemoved') queues.get(queueOf(frame))?.delete(line);
      else setMember(queueOf(frame), line, pausedFor);
      const deviceChanged = devices.get(line) !== device;
      devices.set(line, device);
      return { deviceChanged, stateChanged: hasRoster && (before === undefined || (before === null) !== (pausedFor === null)) };
    },
    replaceLine(line, memberships) {
      for (const lines of queues.values()) lines.delete(line);
      for (const { queue, pausedFor } of memberships) setMember(queue, line, pausedFor);
    },
    isOwn(channel, callerNumber) {
      const device = channel === undefined ? undefined : deviceNameOf(channel.replace(/-[0-9a-f]+(;[12])?$/i, ''));
      for (const line of devices.keys()) if (deviceNameOf(line) === device || (callerNumber !== undefined && numberOf(line) === callerNumber)) return true;
      return false;
    },
    staffed(queue) {
      const lines = queues.get(queue);
      if (!lines) return null;
      for (const [line, pausedFor] of lines) if (pausedFor === null && devices.get(line) !== 'unreachable') return true;
      return false;
    },
  };
};
