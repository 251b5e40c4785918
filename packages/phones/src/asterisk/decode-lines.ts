import type { Device, PhoneEvent } from '@onhook/core/call';
import type { Frame } from './frames.ts';
import { deviceOf, lineOf, nameOf, pausedForOf, queueOf, type Members } from './members.ts';
import type { Stamps } from './stamps.ts';
import type { Visits } from './visits.ts';

export type Handler = (frame: Frame, receivedAt: number) => PhoneEvent[];

/** What QueueMember events say of lines. */
export const createLineHandlers = (stamps: Stamps, members: Members, visits: Visits): Record<string, Handler> => {
  /** Busy, while an offer is ringing there and no call is up, means ringing (device_state_busy_at=1). */
  const deviceNow = (frame: Frame): Device => {
    const line = lineOf(frame);
    if (frame.get('Status') !== '3') return deviceOf(frame.get('Status'));
    let ringing = false;
    for (const visit of visits.all()) {
      if (visit.line === line && visit.hungUpAt === null) return deviceOf('3');
      ringing ||= visit.ringing.has(line);
    }
    return ringing ? 'ringing' : deviceOf('3');
  };
  const heardDevice: Handler = (frame, receivedAt) => {
    const device = deviceNow(frame);
    if (!members.hear(frame, device).deviceChanged) return [];
    return [stamps.ofLine(frame, receivedAt, { kind: 'line-device', line: lineOf(frame), device })];
  };

  return {
    QueueMemberPause(frame, receivedAt) {
      const reason = pausedForOf(frame);
      const where = { line: lineOf(frame), queue: queueOf(frame) };
      const told =
        reason === null
          ? { kind: 'line-resumed' as const, ...where }
          : { kind: 'line-paused' as const, ...where, reason };
      return [stamps.ofLine(frame, receivedAt, told), ...heardDevice(frame, receivedAt)];
    },

    QueueMemberAdded(frame, receivedAt) {
      const where = { line: lineOf(frame), queue: queueOf(frame) };
      const told = { kind: 'line-joined' as const, ...where, name: nameOf(frame), pausedFor: pausedForOf(frame) };
      return [stamps.ofLine(frame, receivedAt, told), ...heardDevice(frame, receivedAt)];
    },

    QueueMemberRemoved(frame, receivedAt) {
      const left = stamps.ofLine(frame, receivedAt, { kind: 'line-left', line: lineOf(frame), queue: queueOf(frame) });
      return [left, ...heardDevice(frame, receivedAt)];
    },

    QueueMemberStatus: heardDevice,
  };
};
