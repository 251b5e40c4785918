import type { Device, RosterLine } from '@onhook/core/call';
import { asId, type CallId, type LineId, type QueueName } from '@onhook/core/ids';
import type { ClockOffset } from './clock-offset.ts';
import type { Frame } from './frames.ts';

/** Asterisk's device states, by number. 3, busy, is also said of a line that is only ringing. */
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

/** QueueStatus says Location and Name where every event says Interface and MemberName. */
export const lineOf = (frame: Frame): LineId => asId<LineId>(frame.get('Interface') ?? frame.get('Location') ?? '');
export const nameOf = (frame: Frame): string => frame.get('MemberName') ?? frame.get('Name') ?? '';
export const queueOf = (frame: Frame): QueueName => asId<QueueName>(frame.get('Queue') ?? '');
export const pausedForOf = (frame: Frame): string | null =>
  frame.get('Paused') === '1' ? (frame.get('PausedReason') ?? frame.get('Reason') ?? '') : null;

export interface Picture {
  readonly lines: readonly RosterLine[];
  readonly waiting: readonly CallId[];
}

/** Reads the items of a QueueStatus answer. */
export const readPicture = (items: readonly Frame[], clockOffset: ClockOffset): Picture => {
  const lines = new Map<
    LineId,
    { line: LineId; name: string; device: Device; memberships: RosterLine['memberships'][number][] }
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
    const lastCall = Number(item.get('LastCall'));
    entry.memberships.push({
      queue: queueOf(item),
      pausedFor: pausedForOf(item),
      callsTaken: Number(item.get('CallsTaken')) || 0,
      lastCallAt: lastCall > 0 ? clockOffset.toOurs(lastCall * 1000) : null,
    });
  }
  return { lines: [...lines.values()], waiting };
};

/** What one connection has heard of who is in which queue. */
export interface Members {
  replace(lines: readonly RosterLine[]): void;
  /** Takes in any QueueMember event; says whether the line's device is another than before. */
  hear(frame: Frame, device: Device): { readonly deviceChanged: boolean };
  /** Whether anybody in the queue could have taken a call; null where nothing is known of the queue. */
  staffed(queue: QueueName): boolean | null;
}

export const createMembers = (): Members => {
  const devices = new Map<LineId, Device>();
  const queues = new Map<QueueName, Map<LineId, string | null>>();

  const seat = (queue: QueueName, line: LineId, pausedFor: string | null): void => {
    let lines = queues.get(queue);
    if (!lines) queues.set(queue, (lines = new Map()));
    lines.set(line, pausedFor);
  };

  return {
    replace(lines) {
      devices.clear();
      queues.clear();
      for (const { line, device, memberships } of lines) {
        devices.set(line, device);
        for (const { queue, pausedFor } of memberships) seat(queue, line, pausedFor);
      }
    },
    hear(frame, device) {
      const line = lineOf(frame);
      if (frame.get('Event') === 'QueueMemberRemoved') queues.get(queueOf(frame))?.delete(line);
      else seat(queueOf(frame), line, pausedForOf(frame));
      const deviceChanged = devices.get(line) !== device;
      devices.set(line, device);
      return { deviceChanged };
    },
    staffed(queue) {
      const lines = queues.get(queue);
      if (!lines) return null;
      for (const [line, pausedFor] of lines) if (pausedFor === null && devices.get(line) !== 'unreachable') return true;
      return false;
    },
  };
};
