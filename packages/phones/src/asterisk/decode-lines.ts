import type { Device, PhoneEvent } from '@onhook/core/call';
import type { ClockOffset } from './clock-offset.ts';
import type { ExpectedPauses } from './expected-pauses.ts';
import type { Frame } from './frames.ts';
import { deviceOf, lineOf, membershipOf, nameOf, pausedForOf, queueOf, type Members } from './members.ts';
import type { EventFactory } from './event-factory.ts';
import type { QueueCalls } from './queue-calls.ts';

/** Turns one frame into events. */
export type Handler = (frame: Frame, receivedAt: number) => PhoneEvent[];

/** Handlers of the QueueMember events, by event name. */
export const createLineHandlers = (
  eventFactory: EventFactory,
  members: Members,
  queueCalls: QueueCalls,
  expectedPauses: ExpectedPauses,
  clockOffset: ClockOffset,
): Record<string, Handler> => {
  /** Device state of the frame's line. Busy means ringing while an offer rings there and no call is up (device_state_busy_at=1). */
  const deviceNow = (frame: Frame): Device => {
    const line = lineOf(frame);
    if (frame.get('Status') !== '3') return deviceOf(frame.get('Status'));
    let ringing = false;
    for (const queueCall of queueCalls.all()) {
      if (queueCall.line === line && !queueCall.agentLeft && queueCall.hungUpAt === null) return deviceOf('3');
      ringing ||= queueCall.ringing.has(line);
    }
    return ringing ? 'ringing' : deviceOf('3');
  };
  const deviceChange: Handler = (frame, receivedAt) => {
    const device = deviceNow(frame);
    if (!members.apply(frame, device).deviceChanged) return [];
    return [eventFactory.ofLine(frame, receivedAt, { kind: 'line-device', line: lineOf(frame), device })];
  };

  return {
    QueueMemberPause(frame, receivedAt) {
      const reason = expectedPauses.reasonOf(frame, receivedAt);
      const where = { line: lineOf(frame), queue: queueOf(frame) };
      const body =
        reason === null
          ? { kind: 'line-resumed' as const, ...where }
          : { kind: 'line-paused' as const, ...where, reason };
      return [eventFactory.ofLine(frame, receivedAt, body), ...deviceChange(frame, receivedAt)];
    },

    QueueMemberAdded(frame, receivedAt) {
      const where = { line: lineOf(frame), queue: queueOf(frame) };
      const body = { kind: 'line-joined' as const, ...where, name: nameOf(frame), pausedFor: pausedForOf(frame) };
      return [eventFactory.ofLine(frame, receivedAt, body), ...deviceChange(frame, receivedAt)];
    },

    QueueMemberRemoved(frame, receivedAt) {
      const left = eventFactory.ofLine(frame, receivedAt, { kind: 'line-left', line: lineOf(frame), queue: queueOf(frame) });
      return [left, ...deviceChange(frame, receivedAt)];
    },

    /** Asterisk sends no other event for a member that a reload adds, or that a restart brings back late. */
    QueueMemberStatus(frame, receivedAt) {
      const device = deviceNow(frame);
      const line = lineOf(frame);
      const { deviceChanged, stateChanged } = members.apply(frame, device);
      const memberships = [membershipOf(frame, clockOffset)];
      return [
        ...(stateChanged ? [eventFactory.ofLine(frame, receivedAt, { kind: 'line-reported', line, name: nameOf(frame), memberships, isWhole: false })] : []),
        ...(deviceChanged ? [eventFactory.ofLine(frame, receivedAt, { kind: 'line-device', line, device })] : []),
      ];
    },
  };
};
