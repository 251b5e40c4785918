import type { LineId, QueueName } from '@onhook/core/ids';
import type { Frame } from './frames.ts';
import { lineOf, pausedForOf, queueOf } from './members.ts';

/** Time within which the event of a pause follows its command, in milliseconds. */
const EXPECTED_MS = 10_000;

/** Reasons of pauses that were commanded and whose events are still to come. */
export interface ExpectedPauses {
  /** Expects the event of a pause, in one queue or in every queue of the line. */
  expect(line: LineId, queue: QueueName | null, reason: string, at: number): void;
  /**
   * Reason of the pause in a QueueMemberPause: the frame's own; where the version sends none, that of the command whose event
   * this is. Each command explains one event of a queue, so that a later pause without a reason counts as somebody's own.
   */
  reasonOf(frame: Frame, receivedAt: number): string | null;
}

/** Creates the expectations of one phone system. */
export const createExpectedPauses = (): ExpectedPauses => {
  const expected = new Map<LineId, { readonly queue: QueueName | null; readonly reason: string; readonly at: number; readonly met: Set<QueueName> }>();
  return {
    expect: (line, queue, reason, at) => void expected.set(line, { queue, reason, at, met: new Set() }),
    reasonOf(frame, receivedAt) {
      const reason = pausedForOf(frame);
      if (reason === null || frame.get('PausedReason') !== undefined || frame.get('Reason') !== undefined) return reason;
      const command = expected.get(lineOf(frame));
      const queue = queueOf(frame);
      if (!command || receivedAt > command.at + EXPECTED_MS) return reason;
      if ((command.queue !== null && command.queue !== queue) || command.met.has(queue)) return reason;
      command.met.add(queue);
      return command.reason;
    },
  };
};
